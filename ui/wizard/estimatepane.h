// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterpyramid.h"
#include "grid/tilematrixset.h"
#include "ui/widgets/background.h"

#include <QTimer>
#include <QWidget>

class QLabel;
class QTableView;

namespace tuilerie {

class EstimateModel;

/// Tiles, megabytes and minutes per level and in all, from samples that the engine takes in the background a moment after
/// the last change of the parameters. UI thread.
class EstimatePane : public QWidget
{
    Q_OBJECT

public:
    explicit EstimatePane(QWidget *parent = nullptr);

    using Question = std::function<Result<PyramidEstimate>(WorkControl &)>;
    void setParams(const RasterPyramidParams &params, const TileMatrixSet &grid);
    /// Any engine's estimate; the same `key` is the same question. A grid without levels: the levels are no tile matrices.
    void setQuestion(const QString &key, Question question, const TileMatrixSet &grid);
    const PyramidEstimate &estimate() const;
    bool isBusy() const { return m_delay.isActive() || m_estimating.isRunning(); }

signals:
    void estimated(const tuilerie::PyramidEstimate &estimate);

private:
    void ask();
    void show(const Result<PyramidEstimate> &estimate);

    QString m_key;
    Question m_question;
    TileMatrixSet m_grid;
    EstimateModel *m_model;
    QTableView *m_table;
    QLabel *m_totals;
    QTimer m_delay;
    LatestOnly<Result<PyramidEstimate>> m_estimating;
};

} // namespace tuilerie
