// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "grid/tilematrixset.h"

#include <QWidget>

class QComboBox;
class QFormLayout;
class QLabel;

namespace tuilerie {

/// Tile matrix set and levels, where the finest level may be left to the engine: two rows for a form. UI thread.
class LevelChooser : public QObject
{
    Q_OBJECT

public:
    LevelChooser(QFormLayout *form, QObject *parent);

    void setData(const QString &crs); ///< of the data: its own grids come first
    void set(const QString &tms, const QString &top,
        const QString &bottom); ///< empty levels: top of the grid, chosen from the data
    QString tms() const;
    QString top() const;
    QString bottom() const;
    const TileMatrixSet &grid() const { return m_grid; }
    QComboBox *gridCombo() const { return m_tms; }
    void setRowsVisible(bool visible);
    /// What "chosen from the data" comes to, known by the estimate.
    void showChosen(const QString &bottom);

signals:
    void changed();

private:
    void gridChosen();
    void levelChosen();

    QFormLayout *m_form;
    QComboBox *m_tms;
    QComboBox *m_top;
    QComboBox *m_bottom;
    QWidget *m_levels;
    TileMatrixSet m_grid;
    QString m_filledFor;
    QString m_chosen; ///< by the data, where the user leaves it to them
    bool m_filling = false;
};

} // namespace tuilerie
