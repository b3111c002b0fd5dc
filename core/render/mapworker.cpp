// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mapworker.h"

#include "render/featurequery.h"
#include "render/legend.h"
#include "render/mapdrawing.h"
#include "render/styledlayers.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QNetworkRequest>
#include <QUrl>
#include <qgsexpression.h>
#include <qgsexpressionfunction.h>
#include <qgsnetworkaccessmanager.h>

namespace tuilerie {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::MapWorker", text);
}

Result<QByteArray> encode(const QImage &picture, const QString &format)
{
    if (format == QLatin1String("rgba")) {
        const QImage rgba = picture.convertToFormat(QImage::Format_RGBA8888);
        QByteArray bytes;
        bytes.reserve(qsizetype(rgba.width()) * rgba.height() * 4);
        for (int y = 0; y < rgba.height(); ++y)
            bytes.append(reinterpret_cast<const char *>(rgba.constScanLine(y)), qsizetype(rgba.width()) * 4);
        return bytes;
    }
    const bool isJpeg = format == QLatin1String("jpeg");
    if (!isJpeg && format != QLatin1String("png"))
        return fail(ErrorCode::Invalid, tr("Pictures of format “%1” are not made.").arg(format));
    QImage flat = picture;
    if (isJpeg) // has no transparency
        flat = picture.convertToFormat(QImage::Format_RGB32);
    else if (!picture.hasAlphaChannel())
        flat = picture.convertToFormat(QImage::Format_RGB888);
    QByteArray bytes;
    QBuffer buffer(&bytes);
    buffer.open(QIODevice::WriteOnly);
    // PNG: Qt's quality is 100 minus the zlib level's nine-fold: the least effort costs a tenth of the time of the default
    // for a third more bytes.
    if (!flat.save(&buffer, isJpeg ? "JPEG" : "PNG", isJpeg ? 85 : 70))
        return fail(ErrorCode::Internal, tr("The picture cannot be encoded."));
    return bytes;
}

/// In the place of a function of QGIS's that reaches further than a style may: gives NULL.
class NoFunction final : public QgsExpressionFunction
{
public:
    explicit NoFunction(const QgsExpressionFunction &of)
        : QgsExpressionFunction(of.name(), -1, of.group())
    {
    }
    QVariant func(
        const QVariantList &, const QgsExpressionContext *, QgsExpression *, const QgsExpressionNodeFunction *) override
    {
        return {};
    }
};

/// Those that read the environment, files or other layers' sources, or write databases. QGIS lets nobody unregister what is
/// built in.
void forgetFunctions()
{
    static const QStringList reaching{QStringLiteral("env"), QStringLiteral("load_layer"),
        QStringLiteral("sqlite_fetch_and_increment"), QStringLiteral("file_exists"), QStringLiteral("is_file"),
        QStringLiteral("is_directory"), QStringLiteral("file_size"), QStringLiteral("exif"), QStringLiteral("exif_geotag"),
        QStringLiteral("decode_uri"), QStringLiteral("layer_property")};
    for (QgsExpressionFunction *&function : const_cast<QList<QgsExpressionFunction *> &>(QgsExpression::Functions()))
        if (reaching.contains(function->name()))
            function = new NoFunction(*function); // of the process; the one before stays QGIS's to delete
}

} // namespace

struct MapWorker::Private
{
    StyledLayers layers;

    Result<RenderMessage> map(const MapRequest &request);
    Result<RenderMessage> features(const FeatureRequest &request);
    Result<RenderMessage> legend(const LegendRequest &request);
    Result<RenderMessage> describe(const StyledTable &table);
    Result<RenderMessage> sld(const StyledTable &table);
    Result<RenderMessage> answer(const QJsonObject &request);
};

Result<RenderMessage> MapWorker::Private::map(const MapRequest &request)
{
    TUILERIE_TRY(opened, layers.open(request.tables));
    std::vector<QgsVectorLayer *> drawn;
    for (StyledLayers::Layer *table : opened)
        for (const auto &layer : table->layers)
            drawn.push_back(layer.get());
    TUILERIE_TRY(picture, drawMap(drawn, request));
    TUILERIE_TRY(bytes, encode(picture, request.format));
    return RenderMessage{{}, bytes};
}

Result<RenderMessage> MapWorker::Private::features(const FeatureRequest &request)
{
    TUILERIE_TRY(opened, layers.open(request.map.tables));
    QJsonArray found;
    for (size_t i = 0; i < opened.size(); ++i) {
        qsizetype ofTable = 0;
        for (const auto &layer : opened[i]->layers) {
            TUILERIE_TRY(features, featuresAt(*layer, request, request.map.tables[i].table));
            for (const QJsonValue &feature : features)
                if (++ofTable <= std::max(1, request.maxFeatures))
                    found.append(feature);
        }
    }
    return RenderMessage{{{QStringLiteral("result"), found}}, {}};
}

Result<RenderMessage> MapWorker::Private::legend(const LegendRequest &request)
{
    TUILERIE_TRY(opened, layers.open(request.tables));
    std::vector<const QgsVectorLayer *> shown;
    for (StyledLayers::Layer *table : opened)
        for (const auto &layer : table->layers)
            shown.push_back(layer.get());
    LegendOptions options;
    options.symbol = {request.width > 0 ? request.width : 20, request.height > 0 ? request.height : 20};
    options.scaleDenominator = request.scaleDenominator;
    options.rule = request.rule;
    options.transparent = request.transparent && request.format != QLatin1String("jpeg");
    TUILERIE_TRY(bytes, encode(legendImage(shown, options), request.format));
    return RenderMessage{{}, bytes};
}

Result<RenderMessage> MapWorker::Private::describe(const StyledTable &table)
{
    TUILERIE_TRY(opened, layers.open(table));
    return RenderMessage{{{QStringLiteral("result"), describeStyle(opened->mainLayer(), opened->reading)}}, {}};
}

Result<RenderMessage> MapWorker::Private::sld(const StyledTable &table)
{
    TUILERIE_TRY(opened, layers.open(table));
    TUILERIE_TRY(sld, writeSld(opened->mainLayer()));
    return RenderMessage{{}, sld.content};
}

Result<RenderMessage> MapWorker::Private::answer(const QJsonObject &request)
{
    const QString op = request.value(QLatin1String("op")).toString();
    if (op == QLatin1String("map"))
        return map(mapRequestOf(request));
    if (op == QLatin1String("features"))
        return features(featureRequestOf(request));
    if (op == QLatin1String("legend"))
        return legend(legendRequestOf(request));
    const StyledTable table = StyledTable::fromJson(request.value(QLatin1String("tables")).toArray().at(0).toObject());
    if (op == QLatin1String("describe"))
        return describe(table);
    if (op == QLatin1String("sld"))
        return sld(table);
    return fail(
        ErrorCode::Unsupported, tr("The renderer does not know the request “%1”. Install programs of one version.").arg(op));
}

MapWorker::MapWorker()
    : d(std::make_unique<Private>())
{
    // Styles come from whoever may upload one: they must not make the server ask other machines, nor tell its environment.
    QgsNetworkAccessManager::setRequestPreprocessor([](QNetworkRequest *request) { request->setUrl(QUrl()); });
    forgetFunctions();
}

MapWorker::~MapWorker() = default;

RenderMessage MapWorker::answer(const QJsonObject &request)
{
    try {
        auto answer = d->answer(request);
        return answer ? std::move(*answer) : RenderMessage{renderError(answer.error()), {}};
    } catch (const std::bad_alloc &) {
        return {renderError({ErrorCode::Internal,
                    tr("Drawing needs more memory than the renderer may use. Ask for a smaller picture or area."), {}}),
            {}};
    } catch (const std::exception &exception) {
        return {renderError({ErrorCode::Internal, tr("The renderer failed at this request."),
                    QString::fromLocal8Bit(exception.what())}),
            {}};
    }
}

} // namespace tuilerie
