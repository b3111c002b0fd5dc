// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/vector/vectorpyramid.h"
#include "grid/tilematrixset.h"
#include "ui/widgets/background.h"
#include "ui/wizard/vectortilepicture.h"

#include <QWidget>
#include <optional>

class QComboBox;
class QLabel;

namespace tuilerie {

class SamplePicture;

/// One vector tile as the pyramid would have it with the parameters of the moment: its features drawn plainly, its weight.
/// UI thread.
class VectorSamplePane : public QWidget
{
    Q_OBJECT

public:
    explicit VectorSamplePane(QWidget *parent = nullptr);

    void setData(const Extent &extent, const QString &crs);
    /// The levels that may be looked at, finest first.
    void setParams(const VectorPyramidParams &params, const TileMatrixSet &grid, const QStringList &levels);
    const QByteArray &tile() const { return m_tile; }
    const QImage &image() const;
    QString caption() const;
    bool isBusy() const { return m_sampling.isRunning(); }

signals:
    void showPlace(const tuilerie::Extent &extent, const QString &crs);

private:
    struct Sample
    {
        Result<QByteArray> tile;
        Result<VectorTilePicture> picture;
    };
    const TileMatrix *matrix() const;
    void goToTile();
    void moveBy(int columns, int rows);
    void ask();
    void show(const Sample &sample);

    VectorPyramidParams m_params;
    TileMatrixSet m_grid;
    QString m_crs;
    Point m_place; ///< in m_crs
    qint64 m_column = 0;
    qint64 m_row = 0;
    QByteArray m_tile;
    std::optional<Sample> m_sample; ///< that is shown
    SamplePicture *m_picture;
    QComboBox *m_level;
    QLabel *m_caption;
    LatestOnly<Sample> m_sampling;
};

} // namespace tuilerie
