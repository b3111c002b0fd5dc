// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/background.h"
#include "ui/wizard/samplesource.h"

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
    /// `name` begins the names of its widgets: "samplePicture". With a locator the place may be chosen on a small map.
    SamplePane(const QString &name, bool hasLocator, QWidget *parent = nullptr);

    /// Where the data are: parts of them (the files that can be read), in their CRS. The sample is taken in the middle,
    /// until somebody chooses a place.
    void setData(const QString &crs, const std::vector<Extent> &footprints);
    /// What makes the tiles, and the levels that may be looked at, finest first; `first` of them is shown where the level
    /// of before is none of them.
    void setSource(SampleSource source, const TileMatrixSet &grid, const QStringList &levels, int first = 0);

    QString level() const;
    qint64 column() const { return m_column; }
    qint64 row() const { return m_row; }
    const QByteArray &tile() const { return m_tile; } ///< as served, of the picture shown
    const QImage &image() const;
    bool isBusy() const { return m_sampling.isRunning(); }

signals:
    void showPlace(const tuilerie::Extent &extent, const QString &crs);

private:
    const TileMatrix *matrix() const;
    void fillLevels(const QStringList &levels, int first);
    void placeAtCentre();
    void goTo(Point place); ///< in the CRS of the data
    void goToTile();        ///< of m_place, on the level of now
    void moveBy(int columns, int rows);
    void changeLevel(int finer);
    void ask();
    void show(const SampledTile &sample);

    SampleSource m_source;
    TileMatrixSet m_grid;
    QString m_crs; ///< of the data
    std::vector<Extent> m_footprints;
    Point m_place; ///< in m_crs
    qint64 m_column = 0;
    qint64 m_row = 0;
    QByteArray m_tile;
    std::optional<SampledTile> m_sample; ///< that is shown
    SamplePicture *m_picture;
    SampleLocator *m_locator;
    QComboBox *m_level;
    QLabel *m_caption;
    LatestOnly<SampledTile> m_sampling;
};

} // namespace tuilerie
