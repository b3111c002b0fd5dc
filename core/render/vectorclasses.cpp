// SPDX-License-Identifier: GPL-3.0-or-later
// Classes of a style: which values there are, where the borders lie, in which colours.
#include "render/vectorstyle.h"

#include <QCoreApplication>
#include <QHash>
#include <QLocale>
#include <algorithm>
#include <cmath>
#include <limits>
#include <qgsexpression.h>
#include <qgsexpressioncontextutils.h>
#include <qgsfeatureiterator.h>
#include <qgsvectorlayer.h>
#include <qgsvectorlayerfeatureiterator.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Render", text);
}

constexpr int categoriesAtMost = 500;
constexpr size_t fisherSample = 2000;
constexpr qint64 reportEvery = 20000;

struct Ramp
{
    QLatin1String name;
    std::vector<QRgb> stops;
};

const std::vector<Ramp> &ramps()
{
    static const std::vector<Ramp> all{
        {QLatin1String("green-blue"), {0xfff0f7d9, 0xffa8dcae, 0xff4fb3b8, 0xff2a77b0, 0xff173f7a}},
        {QLatin1String("yellow-red"), {0xfffff6c2, 0xfffdc863, 0xfff58a3c, 0xffd8432d, 0xff8c1127}},
        {QLatin1String("blues"), {0xffeef4fb, 0xffa9cbe6, 0xff5096cc, 0xff0d3c78}},
        {QLatin1String("greens"), {0xfff0f8ec, 0xffaeddA6, 0xff4fae63, 0xff0a4d22}},
        {QLatin1String("reds"), {0xfffdeee8, 0xfff7ae96, 0xffe55647, 0xff74060f}},
        {QLatin1String("greys"), {0xfff7f7f7, 0xffb4b4b4, 0xff6e6e6e, 0xff1c1c1c}},
        {QLatin1String("earth"), {0xff2f6b3a, 0xff9dbf6f, 0xfff1e6b0, 0xffb98a52, 0xff6d4328}},
        {QLatin1String("blue-red"), {0xff2b5ca8, 0xff9cc3e3, 0xfff4f4f1, 0xfff2a985, 0xffb3262b}},
        {QLatin1String("distinct"), {}},
    };
    return all;
}

/// Told apart at a glance, the first seven by the colour-blind too; then round the colour circle by the golden angle.
QColor distinctColor(int i)
{
    static constexpr QRgb first[] = {0xff1f78b4, 0xffd95f02, 0xff1b9e77, 0xff7570b3, 0xffe7298a, 0xff66a61e, 0xffa6761d};
    if (size_t(i) < std::size(first))
        return QColor::fromRgb(first[i]);
    const double hue = std::fmod(0.11 + i * 0.6180339887498949, 1.0);
    return QColor::fromHslF(float(hue), i % 2 ? 0.55f : 0.75f, i % 3 ? 0.45f : 0.62f);
}

VectorSymbol colored(VectorSymbol symbol, VectorGeometry geometry, const QColor &color)
{
    if (geometry == VectorGeometry::Line) {
        symbol.outline = color;
        return symbol;
    }
    symbol.fill = color;
    symbol.outline = geometry == VectorGeometry::Point ? QColor(Qt::white) : color.darker(140);
    return symbol;
}

/// Fisher's optimum: the k classes of sorted `v` with the least sum of squared deviations. Returns the index of each class's
/// first value.
std::vector<size_t> fisherStarts(const std::vector<double> &v, int k)
{
    const size_t n = v.size();
    std::vector<double> sum(n + 1), square(n + 1);
    const double middle = v[n / 2]; // keeps the squares small where the values are large and alike
    for (size_t i = 0; i < n; ++i) {
        sum[i + 1] = sum[i] + (v[i] - middle);
        square[i + 1] = square[i] + (v[i] - middle) * (v[i] - middle);
    }
    const auto cost = [&](size_t from, size_t to) { // of v[from, to)
        const double s = sum[to] - sum[from];
        return square[to] - square[from] - s * s / double(to - from);
    };
    std::vector<double> best(n + 1, std::numeric_limits<double>::infinity()), next(n + 1);
    std::vector<std::vector<quint32>> cut(size_t(k), std::vector<quint32>(n + 1, 0));
    best[0] = 0;
    for (int j = 0; j < k; ++j) {
        std::fill(next.begin(), next.end(), std::numeric_limits<double>::infinity());
        for (size_t end = size_t(j) + 1; end <= n; ++end) {
            for (size_t start = size_t(j); start < end; ++start) {
                if (!std::isfinite(best[start]))
                    continue;
                const double c = best[start] + cost(start, end);
                if (c < next[end]) {
                    next[end] = c;
                    cut[size_t(j)][end] = quint32(start);
                }
            }
        }
        std::swap(best, next);
    }
    std::vector<size_t> starts(static_cast<size_t>(k), 0);
    size_t end = n;
    for (int j = k - 1; j >= 0; --j) {
        starts[size_t(j)] = cut[size_t(j)][end];
        end = starts[size_t(j)];
    }
    return starts;
}

QString numberText(double value)
{
    return QLocale().toString(value, 'g', 8);
}

} // namespace

QStringList colorRamps()
{
    QStringList names;
    for (const Ramp &ramp : ramps())
        names << ramp.name;
    return names;
}

QColor rampColor(const QString &name, double at)
{
    const auto found = std::find_if(ramps().begin(), ramps().end(), [&](const Ramp &ramp) { return ramp.name == name; });
    if (found == ramps().end() || found->stops.empty())
        return distinctColor(int(std::lround(at * 6)));
    const std::vector<QRgb> &stops = found->stops;
    const double place = std::clamp(at, 0., 1.) * double(stops.size() - 1);
    const size_t i = std::min(size_t(place), stops.size() - 2);
    const double part = place - double(i);
    const auto mix = [&](int a, int b) { return int(std::lround(a + (b - a) * part)); };
    return QColor(mix(qRed(stops[i]), qRed(stops[i + 1])), mix(qGreen(stops[i]), qGreen(stops[i + 1])),
        mix(qBlue(stops[i]), qBlue(stops[i + 1])));
}

std::vector<double> classBreaks(std::vector<double> values, VectorStyle::Method method, int count)
{
    std::erase_if(values, [](double v) { return !std::isfinite(v); });
    if (values.empty() || count < 1)
        return {};
    std::sort(values.begin(), values.end());
    const double low = values.front(), high = values.back();
    std::vector<double> breaks{low};
    const size_t n = values.size();
    if (method == VectorStyle::Method::EqualInterval) {
        for (int i = 1; i < count; ++i)
            breaks.push_back(low + (high - low) * i / count);
    } else if (method == VectorStyle::Method::Quantile) {
        for (int i = 1; i < count; ++i)
            breaks.push_back(values[std::min(n - 1, n * size_t(i) / size_t(count))]);
    } else {
        std::vector<double> sample;
        if (n > fisherSample) {
            for (size_t i = 0; i < fisherSample; ++i)
                sample.push_back(values[i * (n - 1) / (fisherSample - 1)]);
        } else {
            sample = values;
        }
        const auto starts = fisherStarts(sample, int(std::min(size_t(count), sample.size())));
        // A border lies on the last value of the lower class, as in every GIS.
        for (size_t i = 1; i < starts.size(); ++i)
            breaks.push_back(sample[starts[i] > 0 ? starts[i] - 1 : 0]);
    }
    breaks.push_back(high);
    breaks.erase(std::unique(breaks.begin(), breaks.end()), breaks.end());
    if (breaks.size() == 1)
        breaks.push_back(high); // one value everywhere: one class that holds it
    return breaks;
}

static Result<std::vector<VectorClass>> categoriesOf(
    const QHash<QString, qint64> &counts, qint64 absent, const VectorStyle &style, bool numeric)
{
    QStringList values = counts.keys();
    if (numeric)
        std::sort(
            values.begin(), values.end(), [](const QString &a, const QString &b) { return a.toDouble() < b.toDouble(); });
    else
        std::sort(
            values.begin(), values.end(), [](const QString &a, const QString &b) { return a.localeAwareCompare(b) < 0; });
    std::vector<VectorClass> classes;
    const auto colorAt = [&](qsizetype i) {
        return style.ramp == QLatin1String("distinct")
            ? distinctColor(int(i))
            : rampColor(style.ramp, values.size() > 1 ? double(i) / double(values.size() - 1) : 0.6);
    };
    for (qsizetype i = 0; i < values.size(); ++i) {
        VectorClass c;
        c.value = c.label = values[i];
        c.features = counts.value(values[i]);
        c.symbol = colored(style.symbol, style.geometry, colorAt(i));
        classes.push_back(c);
    }
    VectorClass other;
    other.isOther = true;
    other.label = tr("Other values");
    other.features = absent;
    other.symbol = colored(style.symbol, style.geometry, QColor(160, 160, 160));
    classes.push_back(other);
    return classes;
}

static std::vector<VectorClass> graduatedOf(std::vector<double> values, const VectorStyle &style)
{
    const std::vector<double> breaks = classBreaks(values, style.method, style.classCount);
    std::sort(values.begin(), values.end());
    std::vector<VectorClass> classes;
    const size_t count = breaks.size() - 1;
    qint64 before = 0;
    for (size_t i = 0; i < count; ++i) {
        VectorClass c;
        c.lower = breaks[i];
        c.upper = breaks[i + 1];
        c.label = QStringLiteral("%1 – %2").arg(numberText(c.lower), numberText(c.upper));
        // A value on a border belongs to the lower class, which is drawn first found.
        const qint64 upTo = std::upper_bound(values.begin(), values.end(), c.upper) - values.begin();
        c.features = upTo - before;
        before = upTo;
        c.symbol = colored(style.symbol, style.geometry,
            style.ramp == QLatin1String("distinct")
                ? distinctColor(int(i))
                : rampColor(style.ramp, count > 1 ? double(i) / double(count - 1) : 0.6));
        classes.push_back(c);
    }
    return classes;
}

std::function<Result<std::vector<VectorClass>>(WorkControl &)> classesTask(const MapLayer &layer, const VectorStyle &style)
{
    using Answer = Result<std::vector<VectorClass>>;
    auto *vector = qobject_cast<QgsVectorLayer *>(layer.qgisLayer());
    if (!vector)
        return [](WorkControl &) -> Answer { return fail(ErrorCode::Invalid, tr("Only vector layers have classes.")); };
    const auto source = std::make_shared<QgsVectorLayerFeatureSource>(vector);
    const QgsFields fields = vector->fields();
    const qint64 total = vector->featureCount();
    return [source, fields, total, style](WorkControl &control) -> Answer {
        const int field = fields.lookupField(style.field);
        QgsExpression expression(style.field);
        QgsExpressionContext context;
        context.appendScope(QgsExpressionContextUtils::globalScope());
        context.setFields(fields);
        QgsFeatureRequest request;
        request.setFlags(Qgis::FeatureRequestFlag::NoGeometry);
        if (field >= 0) {
            request.setSubsetOfAttributes({field});
        } else {
            if (style.field.trimmed().isEmpty())
                return fail(ErrorCode::Invalid, tr("Choose the field that the classes are made of."));
            if (expression.hasParserError() || !expression.prepare(&context))
                return fail(ErrorCode::Invalid,
                    tr("\"%1\" is neither a field nor an expression: %2")
                        .arg(style.field, expression.parserErrorString() + expression.evalErrorString()));
            if (expression.needsGeometry())
                request.setFlags(Qgis::FeatureRequestFlags());
            request.setSubsetOfAttributes(expression.referencedColumns(), fields);
        }
        const bool categories = style.kind == VectorStyle::Kind::Categories;
        QHash<QString, qint64> counts;
        std::vector<double> values;
        qint64 absent = 0, read = 0;
        QgsFeatureIterator features = source->getFeatures(request);
        QgsFeature feature;
        while (features.nextFeature(feature)) {
            if (++read % reportEvery == 0) {
                control.progress({QStringLiteral("classes"), read, total});
                if (control.shouldStop() != StopRequest::None)
                    return fail(ErrorCode::Cancelled, tr("The classes were not computed to the end."));
            }
            context.setFeature(feature);
            const QVariant value = field >= 0 ? feature.attribute(field) : expression.evaluate(&context);
            if (value.isNull() || (categories && value.toString().isEmpty())) {
                ++absent;
            } else if (categories) {
                ++counts[value.toString()];
                if (counts.size() > categoriesAtMost)
                    return fail(ErrorCode::Invalid,
                        tr("\"%1\" has more than %2 different values. Choose another field, or graduated classes.")
                            .arg(style.field)
                            .arg(categoriesAtMost));
            } else {
                bool ok = false;
                const double number = value.toDouble(&ok);
                if (!ok)
                    return fail(ErrorCode::Invalid,
                        tr("\"%1\" holds \"%2\", which is no number. Choose a field of numbers, or categories.")
                            .arg(style.field, value.toString()));
                values.push_back(number);
            }
        }
        if (categories)
            return categoriesOf(counts, absent, style, field >= 0 && fields.at(field).isNumeric());
        std::erase_if(values, [](double v) { return !std::isfinite(v); });
        if (values.empty())
            return fail(ErrorCode::Invalid, tr("\"%1\" has no values to make classes of.").arg(style.field));
        return graduatedOf(std::move(values), style);
    };
}

} // namespace tuilerie
