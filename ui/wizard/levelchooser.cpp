// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/levelchooser.h"

#include "ui/wizard/gridchoice.h"
#include "ui/widgets/speak.h"

#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QLabel>

namespace tuilerie {

LevelChooser::LevelChooser(QFormLayout *form, QObject *parent)
    : QObject(parent)
    , m_form(form)
    , m_tms(new QComboBox)
    , m_top(new QComboBox)
    , m_bottom(new QComboBox)
    , m_levels(new QWidget)
{
    m_tms->setObjectName(QStringLiteral("levelTmsCombo"));
    m_top->setObjectName(QStringLiteral("levelTopCombo"));
    m_bottom->setObjectName(QStringLiteral("levelBottomCombo"));
    auto *row = new QHBoxLayout(m_levels);
    row->setContentsMargins({});
    row->addWidget(m_top, 1);
    auto *to = new QLabel;
    row->addWidget(to);
    row->addWidget(m_bottom, 1);
    for (QComboBox *combo : {m_tms, m_top, m_bottom}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    auto *gridLabel = new QLabel, *label = new QLabel;
    gridLabel->setBuddy(m_tms);
    label->setBuddy(m_top);
    form->addRow(gridLabel, m_tms);
    form->addRow(label, m_levels);
    connect(m_tms, &QComboBox::currentIndexChanged, this, &LevelChooser::gridChosen);
    connect(m_top, &QComboBox::currentIndexChanged, this, &LevelChooser::levelChosen);
    connect(m_bottom, &QComboBox::currentIndexChanged, this, &LevelChooser::levelChosen);
    // A widget of the row hears of the language; this object is none.
    speak(m_levels, [this, to, gridLabel, label] {
        to->setText(tr("to"));
        gridLabel->setText(tr("&Tile matrix set:"));
        label->setText(tr("&Levels:"));
        m_top->setAccessibleName(tr("Coarsest level"));
        m_bottom->setAccessibleName(tr("Finest level"));
        if (m_tms->count() == 0)
            return;
        fillGridCombo(m_tms, m_filledFor);
        nameLevels(m_top, m_grid);
        nameLevels(m_bottom, m_grid);
        showChosen(m_chosen);
    });
}

void LevelChooser::setRowsVisible(bool visible)
{
    m_form->setRowVisible(m_tms, visible);
    m_form->setRowVisible(m_levels, visible);
}

void LevelChooser::setData(const QString &crs)
{
    if (m_filledFor == crs && m_tms->count() > 0)
        return;
    m_filledFor = crs;
    fillGridCombo(m_tms, crs);
    gridChosen();
}

void LevelChooser::gridChosen()
{
    if (m_filling)
        return;
    const auto grid = TileMatrixSet::find(tms());
    if (!grid)
        return;
    m_grid = *grid;
    m_filling = true;
    m_top->clear();
    m_bottom->clear();
    m_bottom->addItem(QString(), QString());
    for (const TileMatrix &matrix : m_grid.levels()) {
        m_top->addItem(QString(), matrix.id);
        m_bottom->addItem(QString(), matrix.id);
    }
    nameLevels(m_top, m_grid);
    nameLevels(m_bottom, m_grid);
    showChosen({});
    m_filling = false;
    emit changed();
}

void LevelChooser::levelChosen()
{
    if (m_filling)
        return;
    const int top = m_grid.indexOf(m_top->currentData().toString()),
              bottom = m_grid.indexOf(m_bottom->currentData().toString());
    if (bottom >= 0 && top > bottom) {
        m_filling = true;
        if (sender() == m_top)
            m_bottom->setCurrentIndex(m_top->currentIndex() + 1);
        else
            m_top->setCurrentIndex(bottom);
        m_filling = false;
    }
    emit changed();
}

void LevelChooser::showChosen(const QString &bottom)
{
    m_chosen = bottom;
    const TileMatrix *matrix = m_grid.level(bottom);
    m_bottom->setItemText(0, matrix ? tr("as the data need (%1)").arg(bottom) : tr("as the data need"));
}

void LevelChooser::set(const QString &tms, const QString &top, const QString &bottom)
{
    m_filling = true;
    m_tms->setCurrentIndex(std::max(0, m_tms->findData(tms)));
    m_filling = false;
    const QSignalBlocker blocker(this);
    gridChosen();
    m_filling = true;
    m_top->setCurrentIndex(std::max(0, m_top->findData(top)));
    m_bottom->setCurrentIndex(std::max(0, m_bottom->findData(bottom)));
    m_filling = false;
}

QString LevelChooser::tms() const
{
    return m_tms->currentData().toString();
}

/// Empty for the top of the grid, which is the engine's default.
QString LevelChooser::top() const
{
    return m_top->currentIndex() <= 0 ? QString() : m_top->currentData().toString();
}

QString LevelChooser::bottom() const
{
    return m_bottom->currentData().toString();
}

} // namespace tuilerie
