// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/commandline.h"

#include "client/embeddedserver.h"
#include "model/params/fieldoptions.h"
#include "model/params/tableoptions.h"
#include "model/rasterstyle.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QRegularExpression>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr FieldScope scope = FieldScope::Service;
const QString tableOption = u"table"_s;
const QStringList ofTheLayer{u"layer"_s, u"private"_s, u"not-queryable"_s}; ///< an update leaves them as they are

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PublishOptions", text);
}

/// Calls `take` with the parameters of each processing that a kind of data has.
template <typename Request, typename Take> void eachOf(Request &request, PublishKind kind, const Take &take)
{
    if (kind == PublishKind::Vector) {
        take(request.database);
        take(request.vector);
        take(request.styled);
    } else if (kind == PublishKind::PointCloud) {
        take(request.cloud);
        take(request.derive);
        take(request.raster);
    } else if (!isPyramidKind(kind)) {
        take(request.raster);
    }
}

QStringList optionsOfKind(PublishKind kind)
{
    const PublishRequest plain;
    QStringList options = optionsOf<PublishRequest>(scope);
    eachOf(plain, kind, [&options](const auto &params) { options << optionsOf<std::decay_t<decltype(params)>>(scope); });
    if (kind == PublishKind::Vector)
        options << tableOptionNames(tableOption);
    if (kind == PublishKind::RasterPyramid || !isPyramidKind(kind))
        options << u"style"_s;
    return options;
}

Status refuseForeignOptions(const QCommandLineParser &parser, PublishKind kind)
{
    const QStringList own = optionsOfKind(kind), given = parser.optionNames();
    for (const auto &[other, name] : {std::pair{PublishKind::Raster, tr("rasters")},
             std::pair{PublishKind::Vector, tr("vector data")}, std::pair{PublishKind::PointCloud, tr("point clouds")}}) {
        for (const QString &option : optionsOfKind(other))
            if (given.contains(option) && !own.contains(option))
                return fail(ErrorCode::Invalid, tr("--%1 is for %2 only. Leave it out.").arg(option, name));
    }
    return {};
}

// --style FILE of all tables, --style TABLE=FILE of one.
Status readStyles(const QCommandLineParser &parser, PublishRequest &request)
{
    const QStringList styles = parser.values(u"style"_s);
    for (const QString &text : styles) {
        const QStringList parts = splitOption(text, u'=');
        if (parts.size() == 1 || QFileInfo(text).isFile()) {
            if (!request.style.isEmpty())
                return fail(ErrorCode::Invalid, tr("--style without a table can be given once."));
            request.style = QFileInfo(text).absoluteFilePath();
            continue;
        }
        const QString name = unescapedOption(parts.first());
        const auto table = std::find_if(request.tables.begin(), request.tables.end(),
            [&name](const PublishTable &known) { return known.table == name; });
        if (table == request.tables.end())
            return fail(ErrorCode::Invalid, tr("--style %1=…: name the table with --table %1, too.").arg(name));
        table->style = QFileInfo(text.mid(parts.first().size() + 1)).absoluteFilePath();
    }
    return {};
}

// --style WORD|FILE of a raster, each one a way to draw it.
Status readRasterStyles(const QCommandLineParser &parser, PublishRequest &request)
{
    for (const QString &text : parser.values(u"style"_s)) {
        const QString suffix = QFileInfo(text).suffix().toLower();
        if (suffix == "qml"_L1 || suffix == "sld"_L1)
            return fail(ErrorCode::Invalid,
                tr("--style is for vector data where it names a QML or an SLD file. A raster takes %1, or a ROK4 style "
                   "(JSON).")
                    .arg(builtInStyles().join(u", "_s)));
        const QString word = text.toLower();
        request.rasterStyles << (builtInStyles().contains(word) ? word : QFileInfo(text).absoluteFilePath());
    }
    return {};
}

Status readTables(const QCommandLineParser &parser, PublishRequest &request)
{
    TUILERIE_TRY(tables, readTableOptions(parser, tableOption));
    for (const VectorTableParams &table : tables)
        request.tables.push_back({table, {}});
    return readStyles(parser, request);
}

void readAttribution(const QCommandLineParser &parser, PublishRequest &request)
{
    for (const auto &[option, member] : {std::pair{u"attribution"_s, u"title"_s}, std::pair{u"attribution-url"_s, u"url"_s}})
        if (parser.isSet(option))
            request.attribution.insert(member, parser.value(option));
}

Status readKind(const QCommandLineParser &parser, PublishRequest &request)
{
    if (!parser.isSet(u"kind"_s))
        return {};
    const QString word = parser.value(u"kind"_s).toLower();
    request.kind = publishKindFromName(word);
    if (request.kind == PublishKind::Automatic)
        return fail(
            ErrorCode::Invalid, tr("--kind must be %1, not “%2”.").arg(anyOf(publishKindNames()), parser.value(u"kind"_s)));
    return {};
}

QString quoted(const QString &argument)
{
    static const QRegularExpression plain(u"\\A[A-Za-z0-9_@%+=:,./-]+\\z"_s);
    if (plain.match(argument).hasMatch())
        return argument;
    QString inside = argument;
    inside.replace(u'\'', "'\\''"_L1);
    return u'\'' + inside + u'\'';
}

} // namespace

void addPublishOptions(QCommandLineParser &parser, bool isUpdate)
{
    QStringList named = isUpdate ? ofTheLayer : QStringList();
    if (!isUpdate)
        parser.addOption({u"service"_s,
            tr("Services, with commas between. Rasters: wmts, tms, wms-r (these three), download. Vector data: tms, wms-v "
               "(these two), wms-r, wmts, download. Point clouds: download, and of a --product wmts, tms, wms-r (all of "
               "them). A download of rasters and vector data is one PMTiles file of their tiles."),
            u"LIST"_s});
    addOptions<PublishRequest>(parser, scope, named);
    parser.addOptions({
        {u"kind"_s, tr("What the paths are: %1 (by a look at them).").arg(anyOf(publishKindNames())), u"KIND"_s},
        {u"attribution"_s, tr("Whose data they are."), u"TEXT"_s},
        {u"attribution-url"_s, tr("Address of whom they are."), u"URL"_s},
        {u"style"_s,
            tr("Vector data: style file, QML or SLD, of all tables or of one. Rasters: how they are drawn, %1 or a ROK4 "
               "style "
               "(JSON); the first is the default. May be repeated.")
                .arg(builtInStyles().join(u", "_s)),
            u"FILE|TABLE=FILE|WORD"_s},
    });
    addTableOptions(parser, tableOption);
    const PublishRequest plain;
    for (const PublishKind kind : {PublishKind::Raster, PublishKind::Vector, PublishKind::PointCloud})
        eachOf(plain, kind, [&](const auto &params) { addOptions<std::decay_t<decltype(params)>>(parser, scope, named); });
}

Result<PublishRequest> readPublishOptions(const QCommandLineParser &parser, const QStringList &paths, bool isUpdate)
{
    PublishRequest request;
    TUILERIE_CHECK(readOptions(parser, request, scope, isUpdate ? ofTheLayer : QStringList()));
    if (isUpdate) {
        request.raster.tms.clear();
        request.vector.tms.clear();
        request.styled.format.clear();
    }
    request.paths = paths;
    readAttribution(parser, request);
    TUILERIE_CHECK(readKind(parser, request));
    request.look.kind = request.kind == PublishKind::Automatic ? publishKindOf(paths) : PublishKind::Automatic;
    // Before the kind is asked: a raster can be made of a COPC.
    TUILERIE_CHECK(readOptions(parser, request.derive, scope));
    const PublishKind kind = request.resolvedKind();
    TUILERIE_CHECK(refuseForeignOptions(parser, kind));
    if (kind != PublishKind::PointCloud)
        request.derive = {};
    Status read;
    eachOf(request, kind, [&](auto &params) { read = read ? readOptions(parser, params, scope) : read; });
    TUILERIE_CHECK(read);
    if (kind == PublishKind::Vector)
        TUILERIE_CHECK(readTables(parser, request));
    else
        TUILERIE_CHECK(readRasterStyles(parser, request));
    // Said once, for all processings.
    request.raster.assignCrs.clear();
    request.derive.assignCrs.clear();
    request.cloud.assignCrs.clear();
    request.services = !isUpdate && parser.isSet(u"service"_s)
        ? parser.value(u"service"_s).toLower().split(u',', Qt::SkipEmptyParts)
        : request.defaultServices();
    return request;
}

QStringList publishArguments(const PublishRequest &request, const QString &server, const QString &tokenFile)
{
    const PublishKind kind = request.resolvedKind();
    const PublishRequest whole = request.shared();
    QStringList arguments{u"publish"_s}, named;
    arguments << request.paths;
    const auto option = [&arguments](const QString &name, const QString &value, const QString &byDefault = {}) {
        if (value != byDefault)
            arguments << "--"_L1 + name << value;
    };
    appendOptions(arguments, whole, scope, named);
    option(u"kind"_s, publishKindName(request.kind));
    option(u"attribution"_s, request.attribution.value("title"_L1).toString());
    option(u"attribution-url"_s, request.attribution.value("url"_L1).toString());
    option(u"service"_s, request.services.join(u','), request.defaultServices().join(u','));
    if (kind == PublishKind::Vector) {
        appendTableOptions(
            arguments, std::vector<VectorTableParams>(request.tables.begin(), request.tables.end()), tableOption);
        option(u"style"_s, request.style);
        for (const PublishTable &table : request.tables)
            if (!table.style.isEmpty())
                option(u"style"_s, escapedOption(table.table) + u'=' + table.style);
    }
    for (const QString &style : request.rasterStyles)
        option(u"style"_s, style);
    eachOf(whole, kind, [&](const auto &params) { appendOptions(arguments, params, scope, named); });
    if (server != EmbeddedServerName) {
        option(u"server"_s, server);
        option(u"token-file"_s, tokenFile);
    }
    return arguments;
}

QString shellLine(const QString &program, const QStringList &arguments)
{
    QString line = program;
    for (const QString &argument : arguments)
        line += u' ' + quoted(argument);
    return line;
}

} // namespace tuilerie
