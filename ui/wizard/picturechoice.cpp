// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/picturechoice.h"

#include "ui/widgets/speak.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QLabel>
#include <QSignalBlocker>

namespace tuilerie {

PictureChoice::PictureChoice(QFormLayout *form, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_picture(new QComboBox)
    , m_terrain(new QCheckBox)
{
    m_picture->setObjectName(QStringLiteral("pictureCombo"));
    // The grey stretch is what the server draws where nothing is said.
    for (const QStringList &styles :
        {QStringList(), QStringList{QStringLiteral("hillshade")}, QStringList{QStringLiteral("relief")}})
        m_picture->addItem(QString(), styles);
    m_terrain->setObjectName(QStringLiteral("terrainCheck"));
    auto *label = new QLabel;
    label->setBuddy(m_picture);
    form->addRow(label, m_picture);
    form->addRow(QString(), m_terrain);
    connect(m_picture, &QComboBox::currentIndexChanged, this, &PictureChoice::choose);
    connect(m_terrain, &QCheckBox::toggled, this, &PictureChoice::choose);
    // A widget of the row hears of the language; this object is none.
    speak(m_picture, [this, label] {
        label->setText(tr("Pictu&re:"));
        m_picture->setToolTip(
            tr("How the values are drawn in maps and web pages. The values themselves stay available beside it."));
        const QString pictures[] = {tr("Grey stretch, from black to white"), tr("Hillshade"), tr("Relief in colours")};
        for (int i = 0; i < int(std::size(pictures)); ++i)
            m_picture->setItemText(i, pictures[i]);
        m_terrain->setText(tr("Also offer &heights for programs (terrain-RGB)"));
        m_terrain->setToolTip(tr("Colours that stand for heights, from which web maps make relief and shade themselves."));
    });
}

void PictureChoice::set(const QStringList &styles)
{
    m_styles = styles;
    QStringList shown = styles;
    const bool isTerrain = shown.size() > 1 && shown.removeOne(QStringLiteral("terrain-rgb"));
    if (shown == QStringList{QStringLiteral("grey")})
        shown.clear();
    const QSignalBlocker pictureBlocker(m_picture), terrainBlocker(m_terrain);
    int index = 0;
    while (index < m_picture->count() && m_picture->itemData(index).toStringList() != shown)
        ++index;
    if (index == m_picture->count())
        m_picture->addItem(shown.join(QStringLiteral(", ")), shown);
    m_picture->setCurrentIndex(index);
    m_terrain->setChecked(isTerrain);
}

void PictureChoice::choose()
{
    m_styles = m_picture->currentData().toStringList();
    if (m_terrain->isChecked() && !m_styles.contains(QStringLiteral("terrain-rgb"))) {
        if (m_styles.isEmpty())
            m_styles << QStringLiteral("grey");
        m_styles << QStringLiteral("terrain-rgb");
    }
    emit changed();
}

void PictureChoice::setRowsVisible(bool visible)
{
    m_form->setRowVisible(m_picture, visible);
    m_form->setRowVisible(m_terrain, visible);
}

} // namespace tuilerie
