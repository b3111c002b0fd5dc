// SPDX-License-Identifier: GPL-3.0-or-later
#include "model/params/fieldjson.h"
#include "publish/request.h"

#include <QCoreApplication>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::PublishRequest", text);
}

template <typename Params> void putParams(QJsonObject &object, const char *name, const Params &params)
{
    modeljson::put(object, name, writeFields(params, JsonPart::Chosen));
}

template <typename Params> Status takeParams(const QJsonObject &object, QLatin1String name, Params &params)
{
    const QJsonValue found = object.value(name);
    if (found.isUndefined() || found.isNull())
        return {};
    if (!found.isObject())
        return fail(ErrorCode::Invalid, tr("The publication's “%1” must be an object.").arg(name));
    TUILERIE_TRY(read, Params::fromJson(found.toObject()));
    params = std::move(read);
    return {};
}

/// Earlier versions had one flat object of parameters for whatever the kind needed, and product, cell and format beside it.
Status takeEarlier(const QJsonObject &object, PublishRequest &request)
{
    const QJsonValue found = object.value("parameters"_L1);
    if (!found.isUndefined() && !found.isNull() && !found.isObject())
        return fail(ErrorCode::Invalid, tr("The publication's “%1” must be an object.").arg("parameters"_L1));
    QJsonObject parameters = found.toObject();
    if (object.contains("product"_L1))
        parameters.insert("product"_L1, object.value("product"_L1));
    if (object.contains("cell"_L1))
        parameters.insert("cell"_L1, object.value("cell"_L1));
    TUILERIE_CHECK(readFields({{u"format"_s, object.value("point_cloud_format"_L1)}}, request.cloud));
    if (parameters.isEmpty())
        return {};
    TUILERIE_CHECK(readFields(parameters, request.derive));
    if (parameters.contains("assign_crs"_L1))
        request.assignCrs = parameters.value("assign_crs"_L1).toString();
    request.derive.assignCrs.clear();
    if (request.resolvedKind() == PublishKind::Vector) {
        TUILERIE_CHECK(readFields(parameters, request.database));
        TUILERIE_CHECK(readFields(parameters, request.vector));
        parameters.remove("buffer"_L1); // the tiles', not the pictures'
        TUILERIE_CHECK(readFields(parameters, request.styled));
    } else {
        TUILERIE_CHECK(readFields(parameters, request.raster));
    }
    request.raster.assignCrs.clear();
    request.vector.assignCrs.clear();
    return {};
}

} // namespace

QJsonObject PublishTable::toJson() const
{
    QJsonObject object = VectorTableParams::toJson();
    modeljson::put(object, "style", style);
    return object;
}

Result<PublishTable> PublishTable::fromJson(const QJsonObject &object)
{
    QJsonObject others = object;
    const QString style = others.take("style"_L1).toString();
    TUILERIE_TRY(table, VectorTableParams::fromJson(others));
    return PublishTable{table, style};
}

const Fields<PublishRequest> &PublishRequest::fields()
{
    using P = PublishRequest;
    static const Fields<P> table{field<P>(&P::paths, {.name = "paths"}),
        field<P>(&P::layer,
            {.name = "layer",
                .description =
                    QT_TRANSLATE_NOOP("tuilerie::Parameters", "Name of the layer: letters without accents, digits, _ - and"),
                .option = "layer",
                .valueName = "NAME"}),
        field<P>(&P::title,
            {.name = "title",
                .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Title of the layer"),
                .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "its name"),
                .option = "title",
                .valueName = "TITLE"}),
        field<P>(&P::abstract,
            {.name = "abstract",
                .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "What the layer shows"),
                .byDefault = QT_TRANSLATE_NOOP("tuilerie::Parameters", "its title"),
                .option = "abstract",
                .valueName = "TEXT"}),
        field<P>(&P::keywords,
            {.name = "keywords",
                .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "A keyword; may be repeated"),
                .option = "keyword",
                .valueName = "WORD"}),
        field<P>(&P::isPrivate,
            {.name = "private",
                .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Only for holders of a key"),
                .option = "private"}),
        field<P>(&P::queryable,
            {.name = "queryable",
                .description = QT_TRANSLATE_NOOP("tuilerie::Parameters", "Answers no questions about single pixels"),
                .option = "not-queryable"}),
        field<P>(&P::copyFiles,
            {.name = "copy_files",
                .description = QT_TRANSLATE_NOOP(
                    "tuilerie::Parameters", "Sends the files also to a server that could read them where they lie"),
                .option = "copy-files"}),
        field<P>(&P::srs, {.name = "srs"}), field<P>(&P::assignCrs, assignCrsInfo()), field<P>(&P::style, {.name = "style"}),
        field<P>(&P::rasterStyles, {.name = "styles"}), entries(&P::tables, {.name = "tables"})};
    return table;
}

QJsonObject PublishRequest::toJson() const
{
    QJsonObject object = writeFields(*this);
    modeljson::put(object, "kind", publishKindName(kind));
    object.insert("services"_L1, modeljson::array(services));
    modeljson::put(object, "attribution", attribution);
    putParams(object, "raster", raster);
    putParams(object, "vector", vector);
    putParams(object, "styled", styled);
    putParams(object, "database", database);
    putParams(object, "derive", derive);
    putParams(object, "cloud", cloud);
    return object;
}

Result<PublishRequest> PublishRequest::fromJson(const QJsonObject &object)
{
    static const QStringList others{u"kind"_s, u"services"_s, u"attribution"_s, u"raster"_s, u"vector"_s, u"styled"_s,
        u"database"_s, u"derive"_s, u"cloud"_s, u"parameters"_s, u"product"_s, u"cell"_s, u"point_cloud_format"_s};
    TUILERIE_CHECK(refuseUnknown(object, namesOf<PublishRequest>() + others));
    PublishRequest request;
    TUILERIE_CHECK(readFields(object, request));
    const QString kind = object.value("kind"_L1).toString();
    request.kind = publishKindFromName(kind);
    if (!kind.isEmpty() && request.kind == PublishKind::Automatic)
        return fail(ErrorCode::Invalid, tr("There is no kind of data named %1.").arg(kind));
    TUILERIE_CHECK(takeEarlier(object, request));
    TUILERIE_CHECK(takeParams(object, "raster"_L1, request.raster));
    TUILERIE_CHECK(takeParams(object, "vector"_L1, request.vector));
    TUILERIE_CHECK(takeParams(object, "styled"_L1, request.styled));
    TUILERIE_CHECK(takeParams(object, "database"_L1, request.database));
    TUILERIE_CHECK(takeParams(object, "derive"_L1, request.derive));
    TUILERIE_CHECK(takeParams(object, "cloud"_L1, request.cloud));
    request.services =
        object.contains("services"_L1) ? modeljson::texts(object.value("services"_L1)) : request.defaultServices();
    request.attribution = object.value("attribution"_L1).toObject();
    return request;
}

PublishRequest PublishRequest::shared() const
{
    PublishRequest whole = *this;
    static_cast<PyramidGrid &>(whole.styled) = vector;
    static_cast<RunResources &>(whole.styled) = vector;
    static_cast<RunResources &>(whole.derive) = raster;
    static_cast<RunResources &>(whole.cloud) = raster;
    whole.cloud.skipUnreadable = raster.skipUnreadable;
    for (QString *crs : {&whole.raster.assignCrs, &whole.vector.assignCrs, &whole.derive.assignCrs, &whole.cloud.assignCrs})
        *crs = assignCrs;
    return whole;
}

QJsonObject PublishRequest::parameters() const
{
    const PublishRequest whole = shared();
    const auto add = [](QJsonObject &object, const QJsonObject &more) {
        for (auto it = more.begin(); it != more.end(); ++it)
            object.insert(it.key(), it.value());
    };
    QJsonObject all;
    switch (resolvedKind()) {
    case PublishKind::Raster: return writeFields(whole.raster, JsonPart::Whole, true);
    case PublishKind::Vector:
        all = writeFields(whole.styled, JsonPart::Chosen, true);
        if (const QJsonValue buffer = all.take("buffer"_L1); !buffer.isUndefined())
            all.insert("metatile_buffer"_L1, buffer); // of the pictures; the tiles have one, too
        for (const QLatin1String level : {"top"_L1, "bottom"_L1})
            all.remove(level);
        add(all, writeFields(whole.vector, JsonPart::Chosen, true));
        add(all, writeFields(whole.database, JsonPart::Chosen, true));
        return all;
    case PublishKind::PointCloud:
        if (whole.derive.product.isEmpty())
            return {};
        all = writeFields(whole.raster, JsonPart::Chosen, true);
        add(all, writeFields(whole.derive, JsonPart::Chosen, true));
        // These two have always had a line of their own in fingerprints.
        all.remove("product"_L1);
        all.remove("cell"_L1);
        return all;
    default: return {};
    }
}

} // namespace tuilerie
