// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "render/maplayer.h"

#include <QJsonObject>
#include <QList>

namespace tuilerie {

/// A class of points: its number, its name in the user's language, and the colour that we draw it with.
/// Source: ASPRS LAS 1.4 R15 table 17; 64 to 67 are those of the LiDAR HD programme.
struct PointClass
{
    int value = 0;
    QString name;
    QColor color;
};
/// The classes that have a name, by number. Any other is "Class N", in grey: pointClass() makes it.
QList<PointClass> pointClasses();
PointClass pointClass(int value);

/// How a point cloud is drawn. Kept in the session file and in saved styles.
struct PointCloudStyle
{
    enum class Mode { Height, Class, Intensity, Rgb };
    Mode mode = Mode::Height;
    double min = 0, max = 0; ///< of the ramp (Height: units of z; Intensity: 0…65535); equal = where most of the data are
    QString ramp = QStringLiteral("viridis"); ///< Height: viridis | terrain | gray. Intensity is always gray
    double pointSize = 2;                     ///< pixels of the screen, 1…20
    QList<int> hiddenClasses;                 ///< in every mode

    bool operator==(const PointCloudStyle &) const = default;
    QJsonObject toJson() const;
    static PointCloudStyle fromJson(const QJsonObject &object); ///< what is missing or wrong keeps its default
};

/// What a style panel offers: from the layer's own statistics.
struct PointCloudFacts
{
    qint64 points = 0;
    double minZ = 0, maxZ = 0;
    double minIntensity = 0, maxIntensity = 0;
    bool hasRgb = false;
    QList<int> classes; ///< that occur, ascending; empty when the file does not say
    bool operator==(const PointCloudFacts &) const = default;
};

/// Opens a COPC, an EPT (its ept.json or the folder of it) or a VPC. Plain LAS and LAZ have no tree to draw from: make a
/// preview of them first (generate/pointcloud/preview.h) and open its COPC. Invalid, Corrupt, NotFound with a sentence.
/// Blocks: any thread but the UI's; the layer belongs to the UI thread from then on. First drawn by RGB when there is
/// colour, by class when there are classes, by height otherwise.
Result<std::unique_ptr<MapLayer>> openPointCloudLayer(
    const QString &path, const QString &title, const QString &assignCrs, WorkControl &control);

/// UI thread. For layers of the kind PointCloud; others are left alone. A mode without data (RGB without colours) falls back
/// to height.
void setPointCloudStyle(MapLayer &layer, const PointCloudStyle &style);
PointCloudStyle pointCloudStyle(const MapLayer &layer);
PointCloudFacts pointCloudFacts(const MapLayer &layer);

} // namespace tuilerie
