// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/commandline.h"

#include "model/params/rasterpyramidparams.h"
#include "model/params/vectorpyramidparams.h"
#include "publish/publishdraft.h"
#include "publish/tablechoice.h"

#include <QRegularExpression>

namespace tuilerie {

Result<QStringList> publishArguments(const PublishRequest &request, const QString &server, const QString &tokenFile)
{
    const PublishKind kind = request.resolvedKind();
    const bool isVector = kind == PublishKind::Vector;
    RasterPyramidParams look;
    VectorPyramidParams vector;
    if (isVector) {
        TUILERIE_TRY(read, VectorPyramidParams::fromJson(request.parameters));
        vector = read;
        look.assignCrs = vector.assignCrs;
        look.tms = vector.tms;
        look.top = vector.top;
        look.bottom = vector.bottom;
    } else {
        TUILERIE_TRY(read, RasterPyramidParams::fromJson(request.parameters));
        look = read;
    }
    const RasterPyramidParams lookDefaults;
    QStringList arguments{QStringLiteral("publish")};
    arguments << request.paths;
    const auto option = [&arguments](const char *name, const QString &value, const QString &byDefault = {}) {
        if (value != byDefault)
            arguments << QLatin1String("--") + QLatin1String(name) << value;
    };
    option("layer", request.layer);
    option("title", request.title);
    option("abstract", request.abstract);
    for (const QString &keyword : request.keywords)
        option("keyword", keyword);
    option("attribution", request.attribution.value(QLatin1String("title")).toString());
    option("attribution-url", request.attribution.value(QLatin1String("url")).toString());
    option("service", request.services.join(QLatin1Char(',')), request.defaultServices().join(QLatin1Char(',')));
    if (request.isPrivate)
        arguments << QStringLiteral("--private");
    for (const PublishTable &table : request.tables)
        option("table", tableOption(table));
    option("style", request.style);
    for (const PublishTable &table : request.tables) {
        if (!table.style.isEmpty())
            option("style", table.table + QLatin1Char('=') + table.style);
    }
    if (kind == PublishKind::PointCloud) {
        option("cloud-format",
            request.wants(QStringLiteral("download")) ? request.pointCloudFormat : PublishRequest().pointCloudFormat,
            PublishRequest().pointCloudFormat);
        option("product", request.product);
        if (!request.product.isEmpty())
            option("cell", QString::number(request.cell), QString::number(PublishRequest().cell));
    }
    if (isVector) {
        const VectorPyramidParams defaults;
        option("max-tile-bytes", QString::number(vector.maxTileBytes), QString::number(defaults.maxTileBytes));
        option("max-tile-features", QString::number(vector.maxTileFeatures), QString::number(defaults.maxTileFeatures));
    }
    option("crs", look.assignCrs);
    option("tms", look.tms, lookDefaults.tms);
    option("top", look.top);
    option("bottom", look.bottom);
    option("format", look.format, lookDefaults.format);
    option("sample", look.sample);
    if (look.channels != lookDefaults.channels)
        option("channels", QString::number(look.channels));
    option("interpolation", look.interpolation, lookDefaults.interpolation);
    option("nodata", look.nodata);
    if (look.mask)
        arguments << QStringLiteral("--mask");
    if (server != EmbeddedServerName) {
        option("server", server);
        option("token-file", tokenFile);
    }
    return arguments;
}

static QString quoted(const QString &argument)
{
    static const QRegularExpression plain(QStringLiteral("\\A[A-Za-z0-9_@%+=:,./-]+\\z"));
    if (plain.match(argument).hasMatch())
        return argument;
    QString inside = argument;
    inside.replace(QLatin1Char('\''), QLatin1String("'\\''"));
    return QLatin1Char('\'') + inside + QLatin1Char('\'');
}

QString shellLine(const QString &program, const QStringList &arguments)
{
    QString line = program;
    for (const QString &argument : arguments)
        line += QLatin1Char(' ') + quoted(argument);
    return line;
}

} // namespace tuilerie
