// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "render/maplayer.h"

#include <QColor>
#include <QImage>
#include <QJsonObject>
#include <QStringList>
#include <functional>
#include <optional>
#include <vector>

namespace tuilerie {

enum class VectorGeometry { None, Point, Line, Polygon };

/// How one feature is drawn. Points use all but dash; lines outline, width, dash and opacity; polygons all but marker and
/// size.
struct VectorSymbol
{
    QColor fill = QColor(31, 120, 180, 56);
    QColor outline = QColor(31, 120, 180);
    double width = 0.4;                        ///< of lines and outlines, in `unit`
    QString dash = QStringLiteral("solid");    ///< solid dash dot dashdot dashdotdot none
    QString marker = QStringLiteral("circle"); ///< of markerShapes()
    double size = 2;                           ///< of markers, in `unit`
    QString unit = QStringLiteral("mm");       ///< mm px pt map (units of the map's CRS)
    double opacity = 1;                        ///< 0…1

    bool operator==(const VectorSymbol &) const = default;
    QJsonObject toJson() const;
    static VectorSymbol fromJson(const QJsonObject &object);
};

/// A category (a value) or a class of numbers.
struct VectorClass
{
    QString value; ///< of a category, as text; "" with isOther: whatever no other category has
    bool isOther = false;
    double lower = 0; ///< of a graduated class; lower ≤ value ≤ upper
    double upper = 0;
    QString label;
    bool visible = true;
    qint64 features = -1; ///< that it holds, when it was computed
    VectorSymbol symbol;

    bool operator==(const VectorClass &) const = default;
};

struct VectorLabels
{
    bool on = false;
    QString text; ///< a field's name, or an expression
    bool isExpression = false;
    QString font;    ///< family; empty = the program's
    double size = 9; ///< points
    bool bold = false;
    QColor color = QColor(30, 30, 30);
    bool halo = true;
    QColor haloColor = Qt::white;
    double haloSize = 0.8; ///< mm
    QString placement =
        QStringLiteral("auto"); ///< auto, around (points, polygons), over (points), along (lines), inside (polygons)
    double minScale = 0;        ///< denominator: not drawn when the map is smaller; 0 = any
    double maxScale = 0;        ///< denominator: not drawn when the map is larger; 0 = any
    bool kept = false;          ///< rule-based or other labels that this model cannot express: left as they are

    bool operator==(const VectorLabels &) const = default;
};

/// The style of a vector layer as far as the style panel edits it. What a loaded file has beyond it (rules, several symbol
/// layers, data-defined sizes…) is Kind::Kept: shown and saved as it is until the user chooses another kind. Plain value,
/// JSON round trip.
struct VectorStyle
{
    enum class Kind { Single, Categories, Graduated, Kept };
    enum class Method { EqualInterval, Quantile, NaturalBreaks };

    Kind kind = Kind::Single;
    VectorGeometry geometry = VectorGeometry::Polygon;
    VectorSymbol symbol; ///< Single; the pattern of new classes
    QString field;       ///< Categories, Graduated: a field's name or an expression
    Method method = Method::NaturalBreaks;
    int classCount = 5;
    QString ramp = QStringLiteral("green-blue"); ///< of colorRamps()
    std::vector<VectorClass> classes;
    VectorLabels labels;
    QString keptReason; ///< Kept: one sentence that says what the style is

    bool operator==(const VectorStyle &) const = default;
    QJsonObject toJson() const;
    static Result<VectorStyle> fromJson(const QJsonObject &object);
};

struct VectorField
{
    QString name;
    QString type; ///< QGIS's word: "Integer64", "String"…
    bool isNumber = false;
    bool operator==(const VectorField &) const = default;
};

/// These take layers of kind Vector, on the UI thread.
QString vectorTable(const MapLayer &layer); ///< its name in the file
VectorGeometry vectorGeometry(const MapLayer &layer);
std::vector<VectorField> vectorFields(const MapLayer &layer);
VectorStyle vectorStyleOf(const MapLayer &layer);
/// Changes what differs from the present style and leaves alone what the model does not name (joins, offsets). Kept leaves
/// the symbols as they are; labels.kept the labels. Invalid when an expression cannot be read.
Status applyVectorStyle(MapLayer &layer, const VectorStyle &style);
/// A function that computes the classes of a Categories or Graduated style over all features, with symbols in the colours of
/// its ramp; made here, called on any thread while the layer lives or not. Invalid: more than 500 categories, a field
/// without numbers.
std::function<Result<std::vector<VectorClass>>(WorkControl &)> classesTask(const MapLayer &layer, const VectorStyle &style);

/// Class borders, ascending, count + 1 of them or fewer where values repeat; natural breaks by Fisher's exact dynamic
/// programme on a sample of at most 2,000 quantiles (Fisher 1958; Jenks's optimum). Pure function.
std::vector<double> classBreaks(std::vector<double> values, VectorStyle::Method method, int count);

QStringList colorRamps();
QColor rampColor(const QString &ramp, double at); ///< 0…1
QStringList markerShapes();
QStringList dashPatterns();
/// A swatch of the symbol, transparent behind. UI thread.
QImage symbolImage(VectorGeometry geometry, const VectorSymbol &symbol, QSize size, double pixelRatio = 1);

} // namespace tuilerie
