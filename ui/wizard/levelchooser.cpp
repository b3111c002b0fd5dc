// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/levelchooser.h"

#include "grid/crs.h"
#include "ui/wizard/gridchoice.h"
#include "ui/widgets/leveltext.h"

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
    m_top->setAccessibleName(tr("Coarsest level"));
    m_bottom->setObjectName(QStringLiteral("levelBottomCombo"));
    m_bottom->setAccessibleName(tr("Finest level"));
    auto *row = new QHBoxLayout(m_levels);
    row->setContentsMargins({});
    row->addWidget(m_top, 1);
    row->addWidget(new QLabel(tr("to")));
    row->addWidget(m_bottom, 1);
    for (QComboBox *combo : {m_tms, m_top, m_bottom}) {
        combo->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
        combo->setMinimumContentsLength(8);
    }
    auto *label = new QLabel(tr("&Levels:"));
    label->setBuddy(m_top);
    form->addRow(tr("&Tile matrix set:"), m_tms);
    form->addRow(label, m_levels);
    connect(m_tms, &QComboBox::currentIndexChanged, this, &LevelChooser::gridChosen);
    connect(m_top, &QComboBox::currentIndexChanged, this, &LevelChooser::levelChosen);
    connect(m_bottom, &QComboBox::currentIndexChanged, this, &LevelChooser::levelChosen);
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
    const QString before = tms();
    m_filling = true;
    m_tms->clear();
    bool separated = false;
    for (const GridEntry &entry : gridsFor(crs)) {
        const bool isOther = !entry.inCrsOfData && entry.id != QLatin1String("PM");
        if (isOther && !separated) {
            m_tms->insertSeparator(m_tms->count());
            separated = true;
        }
        m_tms->addItem(entry.id == QLatin1String("PM") ? tr("PM – Web Mercator, for every web map")
                : entry.inCrsOfData                    ? tr("%1 – CRS of the data, %2").arg(entry.id, entry.crs)
                                                       : tr("%1 – %2").arg(entry.id, entry.crs),
            entry.id);
    }
    m_tms->setCurrentIndex(std::max(0, m_tms->findData(before)));
    m_filling = false;
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
    const auto crs = Crs::fromText(m_grid.crs());
    const double metersPerUnit = crs ? crs->metersPerUnit() : 1;
    m_filling = true;
    m_top->clear();
    m_bottom->clear();
    m_bottom->addItem(tr("as the data need"), QString());
    for (const TileMatrix &matrix : m_grid.levels()) {
        m_top->addItem(shortLevelText(matrix, metersPerUnit), matrix.id);
        m_bottom->addItem(shortLevelText(matrix, metersPerUnit), matrix.id);
    }
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
