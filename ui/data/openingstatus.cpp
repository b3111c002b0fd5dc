// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/data/openingstatus.h"

#include "ui/data/mapdocument.h"
#include "ui/widgets/format.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QToolButton>

namespace tuilerie {

OpeningStatus::OpeningStatus(MapDocument *document, QWidget *parent)
    : QWidget(parent)
    , m_document(document)
    , m_progress(new QProgressBar)
    , m_cancel(new QToolButton)
    , m_message(new QLabel)
{
    m_message->setObjectName(QStringLiteral("message"));
    m_message->setMinimumWidth(60);
    m_message->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
    m_progress->setObjectName(QStringLiteral("openingProgress"));
    m_progress->setRange(0, 0);
    m_progress->setTextVisible(false);
    m_progress->setFixedWidth(140);
    m_progress->setMaximumHeight(12);
    m_progress->hide();
    m_cancel->setObjectName(QStringLiteral("cancelOpening"));
    m_cancel->setIcon(Theme::icon(QStringLiteral("cancel")));
    m_cancel->setAutoRaise(true);
    m_cancel->hide();
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_progress);
    layout->addWidget(m_cancel);
    layout->addWidget(m_message, 1);
    connect(m_cancel, &QToolButton::clicked, document, &MapDocument::cancelOpening);
    connect(document, &MapDocument::openingChanged, this, &OpeningStatus::show);
    speak(this, [this] {
        m_cancel->setToolTip(tr("Stop opening"));
        m_cancel->setAccessibleName(m_cancel->toolTip());
        m_progress->setAccessibleName(tr("Progress of the opening"));
        if (m_document->isOpening())
            show();
    });
}

void OpeningStatus::setMessage(const QString &sentence)
{
    m_message->setText(sentence);
    // What does not fit is still readable.
    m_message->setToolTip(sentence);
}

void OpeningStatus::show()
{
    const bool opening = m_document->isOpening();
    m_progress->setVisible(opening);
    m_cancel->setVisible(opening);
    if (!opening) {
        m_progress->setRange(0, 0);
        setMessage({});
        return;
    }
    for (int i = 0; i < m_document->count(); ++i) {
        const MapEntry &entry = m_document->entry(i);
        if (entry.state != MapEntry::State::Opening)
            continue;
        const Progress &progress = entry.progress;
        m_progress->setRange(0, progress.total > 0 ? 1000 : 0);
        if (progress.total > 0)
            m_progress->setValue(int(progress.done * 1000 / progress.total));
        setMessage(progress.step == QLatin1String("unpack")
                ? tr("Unpacking %1: %2 of %3").arg(entry.title, formatBytes(progress.done), formatBytes(progress.total))
                : progress.total > 0
                ? tr("Opening %1: %2 of %3 files").arg(entry.title, formatCount(progress.done), formatCount(progress.total))
                : tr("Opening %1…").arg(entry.title));
        return;
    }
}

} // namespace tuilerie
