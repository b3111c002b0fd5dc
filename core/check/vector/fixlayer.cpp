// SPDX-License-Identifier: GPL-3.0-or-later
#include "check/vector/fixlayer.h"

#include "check/vector/featurelook.h"
#include "source/geometrycheck.h"
#include "check/vector/texts.h"
#include "source/vectoropen.h"

#include <QCoreApplication>

#include <cpl_conv.h>
#include <cpl_string.h>
#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <cmath>
#include <map>
#include <unordered_set>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorFix", sentence);
}

constexpr qint64 kBatch = 50'000; ///< features of one transaction

struct GeometryCloser
{
    void operator()(void *geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using OwnedGeometry = std::unique_ptr<void, GeometryCloser>;
struct FeatureCloser
{
    void operator()(void *feature) const { OGR_F_Destroy(feature); }
};
using OwnedFeature = std::unique_ptr<void, FeatureCloser>;

QByteArray wkbOf(OGRGeometryH geometry)
{
    QByteArray wkb(qsizetype(OGR_G_WkbSize(geometry)), Qt::Uninitialized);
    OGR_G_ExportToIsoWkb(geometry, wkbNDR, reinterpret_cast<unsigned char *>(wkb.data()));
    return wkb;
}

bool isFinite(OGRGeometryH geometry)
{
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    if (type == wkbPoint || type == wkbLineString || type == wkbCircularString) {
        for (int i = 0; i < OGR_G_GetPointCount(geometry); ++i) {
            if (!std::isfinite(OGR_G_GetX(geometry, i)) || !std::isfinite(OGR_G_GetY(geometry, i)))
                return false;
        }
    }
    for (int i = 0; i < OGR_G_GetGeometryCount(geometry); ++i) {
        if (!isFinite(OGR_G_GetGeometryRef(geometry, i)))
            return false;
    }
    return true;
}

bool isPointLike(OGRGeometryH geometry)
{
    const OGRwkbGeometryType type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
    return type == wkbPoint || type == wkbMultiPoint;
}

/// The valid form where the geometry is not valid; nothing where it is, or where none can be found (`isLost`).
OwnedGeometry validForm(OGRGeometryH geometry, GeometryCheck &check, bool &isLost)
{
    isLost = false;
    if (isPointLike(geometry) || OGR_G_IsEmpty(geometry))
        return {};
    OwnedGeometry straight(
        OGR_G_HasCurveGeometry(geometry, FALSE) ? OGR_G_GetLinearGeometry(geometry, 0, nullptr) : OGR_G_Clone(geometry));
    OGR_G_SetMeasured(straight.get(), FALSE);
    const QByteArray wkb = wkbOf(straight.get());
    if (!check.flawOf(wkb))
        return {};
    const QByteArray valid = check.madeValid(wkb);
    OGRGeometryH made = nullptr;
    if (!valid.isEmpty())
        OGR_G_CreateFromWkb(valid.constData(), nullptr, &made, int(valid.size()));
    isLost = !made;
    return OwnedGeometry(made);
}

OGRwkbGeometryType multiOf(OGRwkbGeometryType type)
{
    const OGRwkbGeometryType flat = OGR_GT_Flatten(type);
    return flat == wkbUnknown || flat == wkbNone || flat == wkbGeometryCollection ? type
        : OGR_GT_GetCollection(type) == wkbUnknown                                ? type
                                                                                  : OGR_GT_GetCollection(type);
}

bool isSingle(OGRwkbGeometryType type)
{
    const int flat = OGR_GT_Flatten(type);
    return singleType(flat) == flat;
}

/// Whether the layer's geometries must be multi in the copy.
bool needsMulti(const VectorFix &fix, OGRLayerH source)
{
    const int declared = OGR_GT_Flatten(OGR_L_GetGeomType(source));
    const bool isToldApart = fix.copyDriver != QLatin1String("ESRI Shapefile");
    if (declared == wkbNone || !isToldApart)
        return false;
    if (!fix.wants("promote-to-multi") && !fix.wants("make-valid") && fix.sourceDriver != QLatin1String("ESRI Shapefile"))
        return false;
    GeometryCheck check;
    std::map<int, qint64> types;
    bool becomesMulti = false;
    OGR_L_ResetReading(source);
    while (const OwnedFeature feature{OGR_L_GetNextFeature(source)}) {
        OGRGeometryH geometry = OGR_F_GetGeometryRef(feature.get());
        if (!geometry || OGR_G_IsEmpty(geometry))
            continue;
        const int type = OGR_GT_Flatten(OGR_G_GetGeometryType(geometry));
        ++types[type];
        if (!becomesMulti && singleType(type) == type && fix.wants("make-valid") && isFinite(geometry)) {
            bool isLost = false;
            const OwnedGeometry valid = validForm(geometry, check, isLost);
            becomesMulti = valid && !isSingle(OGR_G_GetGeometryType(valid.get()));
        }
        if (becomesMulti && declared != wkbUnknown && singleType(declared) == declared)
            return true;
    }
    if (!fix.wants("promote-to-multi") && fix.sourceDriver != QLatin1String("ESRI Shapefile"))
        return becomesMulti && declared != wkbUnknown && singleType(declared) == declared;
    for (const auto &[type, count] : types) {
        const bool isMulti = singleType(type) != type;
        if (isMulti && (types.contains(singleType(type)) || declared == singleType(type)))
            return true; // both, or multi where single is declared
        if (!isMulti && declared != type && singleType(declared) == type)
            return true; // single where multi is declared
    }
    return false;
}

/// Texts as UTF-8.
class Recoder
{
public:
    explicit Recoder(const VectorFix &fix)
    {
        const bool saysUtf8 =
            QString(fix.declaredEncoding).remove(QLatin1Char('-')).compare(QLatin1String("UTF8"), Qt::CaseInsensitive) == 0;
        m_fallback = !fix.options.fromEncoding.isEmpty() ? fix.options.fromEncoding.toLatin1()
            : fix.declaredEncoding.isEmpty() || saysUtf8 ? QByteArray("CP1252")
                                                         : fix.declaredEncoding.toLatin1();
        m_isForced = !fix.options.fromEncoding.isEmpty() && fix.sourceDriver == QLatin1String("ESRI Shapefile");
        m_fromUtf8 = m_isForced && m_fallback.toUpper().replace("-", "") == "UTF8";
    }
    QByteArray utf8(const QByteArray &bytes) const
    {
        switch (textState(bytes)) {
        case TextState::Plain: return bytes;
        case TextState::Twice:
            if (!m_isForced || m_fromUtf8)
                return decodedOnce(bytes);
            break;
        case TextState::Utf8:
        case TextState::Replaced:
            if (!m_isForced || m_fromUtf8)
                return bytes;
            break;
        case TextState::Invalid: break;
        }
        char *text = CPLRecode(bytes.constData(), m_fromUtf8 ? "CP1252" : m_fallback.constData(), CPL_ENC_UTF8);
        const QByteArray result(text);
        CPLFree(text);
        return result;
    }

private:
    QByteArray m_fallback;
    bool m_isForced = false;
    bool m_fromUtf8 = false;
};

class LayerFixer
{
public:
    LayerFixer(VectorFix &fix, OGRLayerH source, GDALDatasetH copy)
        : m_fix(fix)
        , m_source(source)
        , m_copy(copy)
        , m_recoder(fix)
    {
        m_oldName = QString::fromUtf8(OGR_L_GetName(source));
        m_newName = fix.newNames.value(m_oldName, m_oldName);
    }
    Status run()
    {
        TUILERIE_CHECK(makeLayer());
        TUILERIE_CHECK(makeFields());
        TUILERIE_CHECK(copyFeatures());
        say();
        return {};
    }

private:
    Error refused(const QString &gdalText) const { return copyRefused(m_fix.report.copy, gdalText); }

    /// A name that no column of the source has, in any letter case: `wanted`, or with a number.
    QByteArray freeColumn(const char *wanted) const
    {
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_source);
        QStringList taken;
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i)
            taken << QString::fromUtf8(OGR_Fld_GetNameRef(OGR_FD_GetFieldDefn(definition, i))).toLower();
        return uniqueName(QString::fromLatin1(wanted), taken).toUtf8();
    }

    Status makeLayer()
    {
        GdalErrorTrap trap;
        OGRwkbGeometryType type = OGR_L_GetGeomType(m_source);
        m_hasGeometry = type != wkbNone;
        m_toMulti = needsMulti(m_fix, m_source);
        OGR_L_ResetReading(m_source);
        if (m_toMulti)
            type = multiOf(type);
        OGRSpatialReferenceH srs = m_hasGeometry ? OGR_L_GetSpatialRef(m_source) : nullptr;
        OGRSpatialReferenceH assigned = nullptr;
        if (m_hasGeometry && m_fix.wants("assign-crs") && crsOfVectorLayer(m_source).isEmpty()) {
            assigned = OSRNewSpatialReference(nullptr);
            if (OSRSetFromUserInput(assigned, m_fix.options.assignCrs.toUtf8().constData()) != OGRERR_NONE) {
                OSRDestroySpatialReference(assigned);
                return fail(ErrorCode::Invalid,
                    tr("No coordinate reference system is known as %1.").arg(m_fix.options.assignCrs), trap.text());
            }
            OSRSetAxisMappingStrategy(assigned, OAMS_TRADITIONAL_GIS_ORDER);
            srs = assigned;
            m_fix.report.lines << tr("The layer %1 is in %2 now.").arg(m_newName, m_fix.options.assignCrs);
        }
        char **options = nullptr;
        if (m_fix.copyDriver == QLatin1String("GPKG")) {
            const QByteArray shape(OGR_L_GetGeometryColumn(m_source)), key(OGR_L_GetFIDColumn(m_source));
            if (m_hasGeometry)
                options =
                    CSLSetNameValue(options, "GEOMETRY_NAME", (shape.isEmpty() ? freeColumn("geom") : shape).constData());
            options = CSLSetNameValue(options, "FID", (key.isEmpty() ? freeColumn("fid") : key).constData());
            for (const char *item : {"IDENTIFIER", "DESCRIPTION"}) {
                if (const char *value = GDALGetMetadataItem(m_source, item, nullptr);
                    value && qstrcmp(value, OGR_L_GetName(m_source)) != 0)
                    options = CSLSetNameValue(options, item, value);
            }
        } else if (m_fix.copyDriver == QLatin1String("ESRI Shapefile")) {
            options = CSLSetNameValue(options, "ENCODING", "UTF-8");
        } else if (m_fix.copyDriver == QLatin1String("CSV") && m_hasGeometry) {
            options = CSLSetNameValue(CSLSetNameValue(options, "GEOMETRY", "AS_WKT"), "GEOMETRY_NAME", "wkt");
            options = CSLSetNameValue(options, "CREATE_CSVT", "YES"); // and a .prj
        }
        m_target = GDALDatasetCreateLayer(m_copy, m_newName.toUtf8().constData(), srs, type, options);
        CSLDestroy(options);
        if (assigned)
            OSRRelease(assigned);
        if (!m_target)
            return fail(refused(trap.text()));
        if (m_newName != m_oldName)
            m_fix.report.lines << tr("The layer %1 is now called %2.").arg(m_oldName, m_newName);
        return {};
    }

    Status makeFields()
    {
        GdalErrorTrap trap;
        OGRFeatureDefnH definition = OGR_L_GetLayerDefn(m_source);
        QStringList taken{QString::fromUtf8(OGR_L_GetFIDColumn(m_target)).toLower(),
            QString::fromUtf8(OGR_L_GetGeometryColumn(m_target)).toLower()};
        for (int i = 0; i < OGR_FD_GetFieldCount(definition); ++i) {
            OGRFieldDefnH field = OGR_FD_GetFieldDefn(definition, i);
            const QByteArray raw(OGR_Fld_GetNameRef(field));
            const QString old = QString::fromUtf8(m_fix.wants("set-encoding") ? m_recoder.utf8(raw) : raw);
            const QString name = m_fix.wants("rename-for-entrepot") ? uniqueName(entrepotName(old), taken) : old;
            OGRFieldDefnH made = OGR_Fld_Create(name.toUtf8().constData(), OGR_Fld_GetType(field));
            OGR_Fld_SetSubType(made, OGR_Fld_GetSubType(field));
            OGR_Fld_SetWidth(made, OGR_Fld_GetWidth(field));
            OGR_Fld_SetPrecision(made, OGR_Fld_GetPrecision(field));
            OGR_Fld_SetNullable(made, OGR_Fld_IsNullable(field));
            OGR_Fld_SetUnique(made, OGR_Fld_IsUnique(field));
            OGR_Fld_SetDefault(made, OGR_Fld_GetDefault(field));
            if (const char *other = OGR_Fld_GetAlternativeNameRef(field); other && *other)
                OGR_Fld_SetAlternativeName(made, other);
            if (const char *domain = OGR_Fld_GetDomainName(field);
                domain && *domain && m_fix.copyDriver == QLatin1String("GPKG"))
                OGR_Fld_SetDomainName(made, domain);
            const OGRErr error = OGR_L_CreateField(m_target, made, TRUE);
            OGR_Fld_Destroy(made);
            if (error != OGRERR_NONE)
                return fail(refused(trap.text()));
            m_map.push_back(OGR_FD_GetFieldCount(OGR_L_GetLayerDefn(m_target)) - 1);
            if (name != old)
                m_fix.report.lines << tr("In the layer %1 the column %2 is now called %3.").arg(m_newName, old, name);
            if (OGR_Fld_GetType(field) == OFTString)
                m_texts.push_back(i);
        }
        return {};
    }

    /// The geometry for the copy, or none; false when the feature is to be left out.
    bool repaired(OwnedGeometry &geometry)
    {
        if (!geometry || OGR_G_IsEmpty(geometry.get()) || !isFinite(geometry.get()))
            return !(m_hasGeometry && m_fix.wants("drop-empty"));
        if (m_fix.wants("make-valid")) {
            bool isLost = false;
            const bool hadM = OGR_GT_HasM(OGR_G_GetGeometryType(geometry.get())) != 0;
            if (OwnedGeometry valid = validForm(geometry.get(), m_check, isLost)) {
                geometry = std::move(valid);
                ++m_fix.report.madeValid;
                m_lostM += hadM;
            }
            m_lost += isLost;
        }
        if (m_toMulti) {
            const OGRwkbGeometryType type = OGR_G_GetGeometryType(geometry.get());
            if (const OGRwkbGeometryType multi = multiOf(type); isSingle(type) && multi != type) {
                geometry.reset(OGR_G_ForceTo(geometry.release(), multi, nullptr));
                ++m_fix.report.promoted;
            }
        }
        return true;
    }

    void recode(OGRFeatureH feature, OGRFeatureH made)
    {
        for (const int field : m_texts) {
            if (!OGR_F_IsFieldSetAndNotNull(feature, field))
                continue;
            const QByteArray old(OGR_F_GetFieldAsString(feature, field));
            const QByteArray text = m_recoder.utf8(old);
            if (text != old) {
                OGR_F_SetFieldString(made, m_map[size_t(field)], text.constData());
                ++m_fix.report.recoded;
            }
        }
    }

    Status copyFeatures()
    {
        GdalErrorTrap trap;
        const bool keepsFid = m_fix.copyDriver == QLatin1String("GPKG") || m_fix.copyDriver == QLatin1String("GeoJSON");
        const bool recodes = m_fix.wants("set-encoding");
        const bool hasTransactions = GDALDatasetTestCapability(m_copy, ODsCTransactions) != 0;
        if (hasTransactions)
            GDALDatasetStartTransaction(m_copy, FALSE);
        qint64 inBatch = 0;
        std::unordered_set<qint64> used; // where the format lets ids come twice
        const bool mayRepeat = keepsFid && m_fix.sourceDriver != QLatin1String("GPKG");
        while (const OwnedFeature feature{OGR_L_GetNextFeature(m_source)}) {
            if (m_fix.control->shouldStop() != StopRequest::None)
                return fail(ErrorCode::Cancelled, tr("The repair was stopped; no copy was made."));
            OwnedGeometry geometry(m_hasGeometry && OGR_F_GetGeometryRef(feature.get())
                    ? OGR_G_Clone(OGR_F_GetGeometryRef(feature.get()))
                    : nullptr);
            if (!repaired(geometry)) {
                ++m_fix.report.dropped;
                continue;
            }
            const OwnedFeature made{OGR_F_Create(OGR_L_GetLayerDefn(m_target))};
            OGR_F_SetFromWithMap(made.get(), feature.get(), TRUE, m_map.data());
            if (recodes)
                recode(feature.get(), made.get());
            OGR_F_SetGeometryDirectly(made.get(), geometry.release());
            const qint64 id = keepsFid ? OGR_F_GetFID(feature.get()) : OGRNullFID;
            const bool isRepeated = mayRepeat && used.contains(id);
            m_repeatedIds += isRepeated;
            OGR_F_SetFID(made.get(), isRepeated ? OGRNullFID : id);
            if (OGR_L_CreateFeature(m_target, made.get()) != OGRERR_NONE)
                return fail(refused(trap.text()));
            if (mayRepeat)
                used.insert(OGR_F_GetFID(made.get()));
            if (++m_fix.report.features % 4096 == 0)
                m_fix.control->progress({QStringLiteral("fix"), m_fix.report.features, m_fix.total, 0, 0, 0, -1});
            if (hasTransactions && ++inBatch == kBatch) {
                inBatch = 0;
                if (GDALDatasetCommitTransaction(m_copy) != OGRERR_NONE
                    || GDALDatasetStartTransaction(m_copy, FALSE) != OGRERR_NONE)
                    return fail(refused(trap.text()));
            }
        }
        if (hasTransactions && GDALDatasetCommitTransaction(m_copy) != OGRERR_NONE)
            return fail(refused(trap.text()));
        if (!trap.text().isEmpty())
            m_fix.report.warnings << tr(
                "Something of the layer %1 could not be read or written (%2). Compare the copy with the original.")
                                         .arg(m_oldName, trap.text().section(QLatin1Char('\n'), 0, 0));
        return {};
    }

    void say()
    {
        if (m_repeatedIds > 0)
            m_fix.report.warnings << tr("In the layer %1, %2 feature(s) had the id of an earlier one and have new ids now.")
                                         .arg(m_newName)
                                         .arg(m_repeatedIds);
        if (m_lost > 0)
            m_fix.report.warnings << tr("In the layer %1, %2 geometry(ies) could not be made valid and are as they were.")
                                         .arg(m_newName)
                                         .arg(m_lost);
        if (m_lostM > 0)
            m_fix.report.warnings << tr(
                "In the layer %1, %2 geometry(ies) lost their measures (M) when they were made valid.")
                                         .arg(m_newName)
                                         .arg(m_lostM);
    }

    VectorFix &m_fix;
    OGRLayerH m_source;
    GDALDatasetH m_copy;
    OGRLayerH m_target = nullptr;
    Recoder m_recoder;
    GeometryCheck m_check;
    QString m_oldName, m_newName;
    std::vector<int> m_map; ///< field of the copy for each of the source
    std::vector<int> m_texts;
    bool m_hasGeometry = false, m_toMulti = false;
    qint64 m_lost = 0, m_lostM = 0, m_repeatedIds = 0;
};

} // namespace

Error copyRefused(const QString &copy, const QString &gdalText)
{
    const QString said = gdalText.section(QLatin1Char('\n'), 0, 0);
    const bool isFull = said.contains(QLatin1String("disk is full"), Qt::CaseInsensitive)
        || said.contains(QLatin1String("No space"), Qt::CaseInsensitive) || said.isEmpty();
    return {ErrorCode::Io,
        isFull ? tr("The copy %1 cannot be written. Look whether its disk is full, or choose another place or format.")
                     .arg(copy)
               : tr("The copy %1 cannot be written: %2. Choose another place or format.").arg(copy, said),
        gdalText};
}

QString uniqueName(const QString &wanted, QStringList &taken)
{
    QString name = wanted;
    for (int i = 2; taken.contains(name.toLower()); ++i)
        name = QStringLiteral("%1_%2").arg(wanted.left(58)).arg(i);
    taken << name.toLower();
    return name;
}

Status fixLayer(VectorFix &fix, void *source, void *copy)
{
    return LayerFixer(fix, source, copy).run();
}

} // namespace tuilerie
