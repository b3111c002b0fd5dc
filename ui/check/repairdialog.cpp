// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/check/repairdialog.h"

#include "check/vector/vectorfix.h"
#include "source/fileformat.h"
#include "ui/widgets/background.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/speak.h"
#include "ui/widgets/theme.h"

#include <QCheckBox>
#include <QDir>
#include <QFileInfo>
#include <QGroupBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QVBoxLayout>

namespace tuilerie {

RepairDialog::RepairDialog(const QString &path, std::vector<VectorRepair> repairs, QWidget *parent)
    : QDialog(parent)
    , m_path(path)
    , m_repairs(std::move(repairs))
    , m_choices(new QGroupBox)
    , m_name(new QLineEdit(QDir::toNativeSeparators(proposedCopy(path))))
    , m_browse(new QPushButton)
    , m_progress(new QProgressBar)
    , m_status(new QLabel)
    , m_done(new QPlainTextEdit)
    , m_repair(new QPushButton(Theme::icon(QStringLiteral("fix")), QString()))
    , m_use(new QPushButton(Theme::icon(QStringLiteral("success")), QString()))
    , m_close(new QPushButton)
{
    setObjectName(QStringLiteral("repairDialog"));
    lay();
    connect(m_browse, &QPushButton::clicked, this, &RepairDialog::chooseName);
    connect(m_name, &QLineEdit::textChanged, this, &RepairDialog::updateButtons);
    connect(m_repair, &QPushButton::clicked, this, &RepairDialog::start);
    connect(m_use, &QPushButton::clicked, this, [this] {
        emit copyChosen(m_path, m_copy);
        accept();
    });
    connect(m_close, &QPushButton::clicked, this, &RepairDialog::reject);
    setEditable(true);
    updateButtons();
}

RepairDialog::~RepairDialog()
{
    if (m_control)
        m_control->cancel();
}

void RepairDialog::lay()
{
    auto *heading = new QLabel;
    heading->setObjectName(QStringLiteral("repairHeading"));
    heading->setWordWrap(true);
    heading->setTextFormat(Qt::PlainText);

    auto *list = new QVBoxLayout;
    const int indent =
        style()->pixelMetric(QStyle::PM_IndicatorWidth) + style()->pixelMetric(QStyle::PM_CheckBoxLabelSpacing);
    for (const VectorRepair &repair : m_repairs) {
        const bool isCrs = repair.action == QLatin1String("assign-crs");
        auto *tick = new QCheckBox;
        tick->setObjectName(QStringLiteral("repair-") + repair.action);
        tick->setChecked(!isCrs); // a CRS must be chosen first
        auto *words = new QLabel;
        words->setWordWrap(true);
        words->setIndent(indent);
        words->setForegroundRole(QPalette::PlaceholderText);
        if (isCrs)
            connect(tick, &QCheckBox::clicked, this, &RepairDialog::chooseCrs);
        connect(tick, &QCheckBox::toggled, this, &RepairDialog::updateButtons);
        list->addWidget(tick);
        list->addWidget(words);
        m_ticks.push_back(tick);
        m_words.push_back(words);
    }
    m_choices->setObjectName(QStringLiteral("repairChoices"));
    m_choices->setLayout(list);

    auto *nameLabel = new QLabel;
    nameLabel->setBuddy(m_name);
    m_name->setObjectName(QStringLiteral("repairName"));
    m_name->setMinimumWidth(fontMetrics().averageCharWidth() * 60);
    m_browse->setObjectName(QStringLiteral("repairBrowse"));
    m_progress->setObjectName(QStringLiteral("repairProgress"));
    m_progress->setTextVisible(false);
    m_progress->hide();
    m_status->setObjectName(QStringLiteral("repairStatus"));
    m_status->setWordWrap(true);
    m_status->setTextFormat(Qt::PlainText);
    m_done->setObjectName(QStringLiteral("repairDone"));
    m_done->setReadOnly(true);
    m_done->setTabChangesFocus(true);
    m_done->hide();
    m_repair->setObjectName(QStringLiteral("repairStart"));
    m_use->setObjectName(QStringLiteral("repairUse"));
    m_use->hide();
    m_close->setObjectName(QStringLiteral("repairClose"));

    auto *name = new QHBoxLayout;
    name->addWidget(m_name, 1);
    name->addWidget(m_browse);
    auto *buttons = new QHBoxLayout;
    buttons->addStretch();
    buttons->addWidget(m_repair);
    buttons->addWidget(m_use);
    buttons->addWidget(m_close);
    auto *layout = new QVBoxLayout(this);
    layout->addWidget(heading);
    layout->addWidget(m_choices);
    layout->addWidget(m_done, 1);
    layout->addWidget(nameLabel);
    layout->addLayout(name);
    layout->addWidget(m_progress);
    layout->addWidget(m_status);
    layout->addStretch();
    layout->addLayout(buttons);
    speak(this, [this, heading, nameLabel] {
        setWindowTitle(tr("Repair on a copy"));
        heading->setText(
            tr("A repaired copy of %1 is written. The original is not changed.").arg(QFileInfo(m_path).fileName()));
        m_choices->setTitle(tr("What to repair"));
        nameLabel->setText(tr("&File name of the copy:"));
        m_browse->setText(tr("&Browse…"));
        m_repair->setText(tr("&Repair"));
        m_use->setText(tr("&Use the copy"));
        m_done->setAccessibleName(tr("What was done"));
        m_progress->setAccessibleName(tr("Progress of the repair"));
        sayRepairs();
        sayClose();
        // Qt gives a dialog two thirds of the screen at most, and sentences that wrap give way.
        const int wide = std::max(width(), sizeHint().width());
        setMinimumHeight(m_copy.isEmpty() ? this->layout()->totalHeightForWidth(wide) : 0);
        resize(wide, std::max(height(), minimumHeight()));
    });
}

void RepairDialog::sayRepairs()
{
    for (size_t i = 0; i < m_repairs.size(); ++i) {
        const VectorRepair &repair = m_repairs[i];
        m_ticks[i]->setText(tr("%1 (findings: %2)").arg(vectorRepairTitle(repair.action)).arg(repair.count));
        QString sentence = vectorRepairSentence(repair.action);
        m_ticks[i]->setAccessibleDescription(sentence);
        if (repair.action == QLatin1String("assign-crs") && !m_crs.isEmpty())
            sentence += QLatin1Char(' ') + tr("Chosen: %1.").arg(m_crs);
        m_words[i]->setText(sentence);
    }
}

void RepairDialog::sayClose()
{
    m_close->setText(m_control ? tr("&Stop") : m_copy.isEmpty() ? tr("&Cancel") : tr("&Keep the original"));
}

QString RepairDialog::fileToRepair(const std::vector<Finding> &findings, const Finding *selected)
{
    if (selected && !selected->path.isEmpty() && !vectorRepairs(findings, selected->path).empty())
        return selected->path;
    for (const Finding &finding : findings) {
        if (!finding.path.isEmpty() && !finding.fixAction.isEmpty() && !vectorRepairs({finding}).empty())
            return finding.path;
    }
    return {};
}

RepairDialog *RepairDialog::show(const QString &path, const std::vector<Finding> &findings, QWidget *parent)
{
    auto *dialog = new RepairDialog(path, vectorRepairs(findings, path), parent);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->open();
    if (!dialog->m_ticks.empty())
        dialog->m_ticks.front()->setFocus();
    return dialog;
}

void RepairDialog::chooseCrs(bool ticked)
{
    if (!ticked)
        return;
    const QString crs = CrsPicker::pick(this, tr("Assign a CRS"), vectorRepairSentence(QStringLiteral("assign-crs")), m_crs);
    if (!crs.isEmpty()) {
        m_crs = crs;
        sayRepairs();
    } else if (m_crs.isEmpty()) {
        static_cast<QCheckBox *>(sender())->setChecked(false);
    }
}

void RepairDialog::chooseName()
{
    const QString chosen = FileDialog::saveFile(this, QStringLiteral("data"), tr("Save the repaired copy"),
        tr("Vector files (%1)").arg(writtenPatterns()), m_name->text().trimmed());
    if (!chosen.isEmpty())
        m_name->setText(
            QDir::toNativeSeparators(QFileInfo(chosen).suffix().isEmpty() ? chosen + QStringLiteral(".gpkg") : chosen));
}

void RepairDialog::updateButtons()
{
    const bool any = std::any_of(m_ticks.begin(), m_ticks.end(), [](const QCheckBox *tick) { return tick->isChecked(); });
    m_repair->setEnabled(!m_control && any && !m_name->text().trimmed().isEmpty());
    if (!m_control && m_copy.isEmpty())
        m_status->setText(any ? QString() : tr("Tick what is to be repaired."));
}

void RepairDialog::setEditable(bool editable)
{
    m_choices->setEnabled(editable);
    m_name->setEnabled(editable);
    m_browse->setEnabled(editable);
    sayClose();
    m_repair->setDefault(editable);
}

void RepairDialog::start()
{
    QStringList actions;
    for (size_t i = 0; i < m_ticks.size(); ++i) {
        if (m_ticks[i]->isChecked())
            actions << m_repairs[i].action;
    }
    const QString copy = QFileInfo(QDir::fromNativeSeparators(m_name->text().trimmed())).isAbsolute()
        ? QDir::fromNativeSeparators(m_name->text().trimmed())
        : QFileInfo(m_path).absoluteDir().filePath(QDir::fromNativeSeparators(m_name->text().trimmed()));
    m_control = std::make_shared<BackgroundControl>(WorkPool::lengthy());
    connect(m_control.get(), &BackgroundControl::progressed, this, [this](const Progress &progress) {
        m_progress->setRange(0, 1000);
        m_progress->setValue(progress.total > 0 ? int(std::min<qint64>(1000, progress.done * 1000 / progress.total)) : 0);
    });
    m_progress->setRange(0, 0);
    m_progress->show();
    m_status->setText(tr("Repairing…"));
    setEditable(false);
    updateButtons();
    m_close->setFocus();
    runInBackground(
        m_control->pool(), this,
        [path = m_path, copy, actions, crs = m_crs, control = m_control] {
            return fixVectorInBox(path, copy, actions, {.assignCrs = crs, .fromEncoding = {}}, *control);
        },
        [this](const Result<VectorFixReport> &report) { finished(report); });
}

void RepairDialog::finished(const Result<VectorFixReport> &report)
{
    m_control.reset();
    m_progress->hide();
    m_close->setEnabled(true);
    setEditable(true);
    updateButtons();
    if (!report) {
        m_status->setText(report.error().message);
        m_repair->setFocus();
        return;
    }
    m_copy = report->copy;
    m_choices->hide();
    setMinimumHeight(0);
    m_name->setEnabled(false);
    m_browse->setEnabled(false);
    m_done->setPlainText((vectorRepairsDone(*report) + report->warnings).join(QLatin1Char('\n')));
    m_done->show();
    m_status->setText(tr("The copy is written: %1. The original is as it was. With “Use the copy” it takes the original's "
                         "place here, and is checked.")
                          .arg(QDir::toNativeSeparators(m_copy)));
    m_repair->hide();
    m_use->show();
    m_use->setDefault(true);
    m_use->setFocus();
    sayClose();
}

void RepairDialog::reject()
{
    if (!m_control) {
        QDialog::reject();
        return;
    }
    // The dialog stays until the work has ended and what it had begun is gone.
    m_control->cancel();
    m_status->setText(tr("Stopping…"));
    m_close->setEnabled(false);
}

} // namespace tuilerie
