// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "generate/raster/rasterpyramid.h"
#include "grid/tilematrixset.h"
#include "ui/widgets/background.h"
#include "source/rastersource.h"

#include <QByteArray>
#include <QImage>
#include <QWidget>
#include <optional>

class QComboBox;
class QLabel;

namespace tuilerie {

class SampleLocator;
class SamplePicture;

/// The live sample: one tile exactly as the pyramid would have it with the parameters of the moment, and where it is. Made
/// in the background, always for the newest parameters. UI thread.
class SamplePane : public QWidget
{
    Q_OBJECT

public:
    explicit SamplePane(QWidget *parent = nullptr);

    /// `footprints` are those of the files that can be read, in the CRS of the data.
    void setData(const RasterInfo &data, const std::vector<Extent> &footprints);
    /// Levels are indexes into the grid's.
    void setParams(const RasterPyramidParams &params, const TileMatrixSet &grid, int topLevel, int bottomLevel);

    /// What the values of the tile are drawn in: a style of PublishRequest::rasterStyles; empty = in greys. Seen with the
    /// next setParams().
    void setStyle(const QString &style) { m_style = style; }

    QString level() const;
    qint64 column() const { return m_column; }
    qint64 row() const { return m_row; }
    const QByteArray &tile() const { return m_tile; } ///< as served, of the picture shown
    const QImage &image() const;
    bool isBusy() const { return m_sampling.isRunning(); }

signals:
    void sampled(); ///< picture or sentence are those of the newest parameters
    void showPlace(const tuilerie::Extent &extent, const QString &crs);

private:
    struct Sample
    {
        Result<QByteArray> tile;
        Result<QImage> image;
    };
    void fillLevels(int topLevel, int bottomLevel);
    const TileMatrix *matrix() const;
    void placeAtCentre();
    void goTo(Point place); ///< in the data set's CRS
    void goToTile();        ///< of m_place, on the level of now
    void moveBy(int columns, int rows);
    void changeLevel(int finer);
    void ask();
    void show(const Sample &sample);

    std::optional<RasterInfo> m_data;
    std::vector<Extent> m_footprints;
    RasterPyramidParams m_params;
    QString m_style;
    TileMatrixSet m_grid;
    Point m_place; ///< in the data set's CRS
    qint64 m_column = 0;
    qint64 m_row = 0;
    QByteArray m_tile;
    std::optional<Sample> m_sample; ///< that is shown
    SamplePicture *m_picture;
    SampleLocator *m_locator;
    QComboBox *m_level;
    QLabel *m_caption;
    LatestOnly<Sample> m_sampling;
};

} // namespace tuilerie
