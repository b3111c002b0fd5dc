// SPDX-License-Identifier: GPL-3.0-or-later
#include "copyfixture.h"

#include "changes/geometryblob.h"
#include "source/gdalsupport.h"
#include "support/testsupport.h"

#include <QFile>
#include <QtEndian>

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

namespace tuilerie::test {

namespace {

void write(const QString &path)
{
    ensureGdal();
    GDALDatasetH data = GDALCreate(GDALGetDriverByName("GPKG"), path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr);
    OGRSpatialReferenceH crs = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(crs, 2154);
    OGRLayerH parcels = GDALDatasetCreateLayer(data, "parcelles", crs, wkbUnknown, nullptr);
    for (const auto &[name, type] :
        {std::pair("code", OFTString), std::pair("nom", OFTString), std::pair("surface", OFTReal)}) {
        OGRFieldDefnH field = OGR_Fld_Create(name, type);
        OGR_L_CreateField(parcels, field, 1);
        OGR_Fld_Destroy(field);
    }
    for (int i = 1; i <= 5; ++i) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(parcels));
        const QByteArray wkt = QByteArray("POLYGON((%1 0, %2 0, %2 8, %1 8, %1 0))")
                                   .replace("%1", QByteArray::number(i * 10))
                                   .replace("%2", QByteArray::number(i * 10 + 8));
        char *text = const_cast<char *>(wkt.constData());
        OGRGeometryH geometry = nullptr;
        OGR_G_CreateFromWkt(&text, crs, &geometry);
        OGR_F_SetGeometryDirectly(feature, geometry);
        OGR_F_SetFieldString(feature, 0, QByteArray("A" + QByteArray::number(i)).constData());
        OGR_F_SetFieldString(feature, 1, QByteArray("parcelle " + QByteArray::number(i)).constData());
        OGR_F_SetFieldDouble(feature, 2, 64);
        if (OGR_L_CreateFeature(parcels, feature) != OGRERR_NONE)
            qFatal("no feature");
        OGR_F_Destroy(feature);
    }
    OGRLayerH owners = GDALDatasetCreateLayer(data, "proprietaires", nullptr, wkbNone, nullptr);
    OGRFieldDefnH field = OGR_Fld_Create("nom", OFTString);
    OGR_L_CreateField(owners, field, 1);
    OGR_Fld_Destroy(field);
    for (const char *name : {"Dupont", "Durand", "Martin"}) {
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(owners));
        OGR_F_SetFieldString(feature, 0, name);
        if (OGR_L_CreateFeature(owners, feature) != OGRERR_NONE)
            qFatal("no feature");
        OGR_F_Destroy(feature);
    }
    GDALClose(data);
    OSRDestroySpatialReference(crs);
}

} // namespace

CopyFixture::CopyFixture()
{
    write(server());
}

bool CopyFixture::edit(const QString &file, const QByteArray &sql)
{
    auto database = SqlDatabase::openToChange(file);
    if (!database || !addGeometryFunctions(**database))
        return false;
    const Status done = (*database)->script(sql);
    if (!done)
        qWarning("%s", qPrintable(done.error().detail));
    return bool(done);
}

QString CopyFixture::text(const QString &file, const QByteArray &sql)
{
    auto database = SqlDatabase::openToRead(file);
    QString found = QStringLiteral("no row");
    if (!database || !addGeometryFunctions(**database))
        return QStringLiteral("no file");
    const Status asked = (*database)->run(sql, [&](const SqlRow &row) {
        found = row.isNull(0)              ? QStringLiteral("NULL")
            : row.type(0) == SqlType::Blob ? geometryText(row.bytes(0))
                                           : row.text(0);
        return false;
    });
    return asked ? found : asked.error().detail;
}

QString CopyFixture::clone(const QString &name, const DataSelection &selection)
{
    const QString copy = path(name);
    RecordingControl control;
    if (!extractData(server(), copy, selection, {}, control))
        return {};
    CopyOrigin origin{{}, QStringLiteral("http://127.0.0.1:1/api"), QStringLiteral("parcelles"), QStringLiteral("data"),
        version, selection};
    const Status made = WorkingCopy::make(copy, origin);
    if (!made)
        qWarning("%s | %s", qPrintable(made.error().message), qPrintable(made.error().detail));
    return made ? copy : QString();
}

void CopyFixture::cloneBoth()
{
    one = clone(QStringLiteral("one.gpkg"));
    two = clone(QStringLiteral("two.gpkg"));
}

WorkingCopy::Merged CopyFixture::pull(const QString &path)
{
    WorkingCopy::Merged merged;
    const auto pulled = [&]() -> Status {
        TUILERIE_TRY(copy, WorkingCopy::open(path, WorkingCopy::Access::Change));
        if (copy->origin().version != version) {
            TUILERIE_CHECK(copy->database().attach(server(), "head"));
            TUILERIE_TRY(theirs, copy->emptySet("new_"));
            for (const MergedTable &table : copy->tables())
                TUILERIE_CHECK(addDifference(theirs, table.table, table.base, RowsOf::data(table.table, "head")));
            TUILERIE_CHECK(copy->database().detach("head"));
            TUILERIE_CHECK(copy->keepTheirs(theirs, {QStringLiteral("data"), version, QDateTime::currentDateTimeUtc(), {}}));
        }
        TUILERIE_TRY(done, copy->merge());
        merged = done;
        return {};
    }();
    if (!pulled)
        merged.problems.push_back(
            {{}, 0, {}, QStringLiteral("error"), pulled.error().message + QLatin1String(" | ") + pulled.error().detail});
    return merged;
}

CopyFixture::Pushed CopyFixture::push(const QString &path)
{
    Pushed pushed;
    pushed.merged = pull(path);
    if (!pushed.merged.isDone)
        return pushed;
    const auto sent = [&]() -> Status {
        TUILERIE_TRY(copy, WorkingCopy::open(path, WorkingCopy::Access::Change));
        TUILERIE_TRY(mine, copy->mine());
        const QString file = this->path(QStringLiteral("changes%1").arg(++m_files));
        TUILERIE_CHECK(copy->keepSent(mine, QStringLiteral("push")));
        TUILERIE_CHECK(writeChangeFile(mine, file, {{QStringLiteral("base"), QStringLiteral("v%1").arg(version)}}));
        TUILERIE_TRY(outcome, applyPush(server(), file, QStringLiteral("v%1").arg(version)));
        pushed.outcome = outcome;
        if (!outcome.problems.empty())
            return copy->forgetSent();
        pushed.isDone = true;
        return copy->pushed(QStringLiteral("data"), ++version);
    }();
    if (!sent)
        qWarning("%s | %s", qPrintable(sent.error().message), qPrintable(sent.error().detail));
    return pushed;
}

QByteArray geometryLiteral(const QByteArray &wkt, int srs, bool withEnvelope)
{
    char *text = const_cast<char *>(wkt.constData());
    OGRGeometryH geometry = nullptr;
    OGR_G_CreateFromWkt(&text, nullptr, &geometry);
    QByteArray blob("GP\0\1\0\0\0\0", 8);
    blob[3] = char(1 | (OGR_G_IsEmpty(geometry) ? 0x10 : 0) | (withEnvelope ? 2 : 0));
    qToLittleEndian<qint32>(srs, blob.data() + 4);
    if (withEnvelope) {
        OGREnvelope envelope;
        OGR_G_GetEnvelope(geometry, &envelope);
        for (const double value : {envelope.MinX, envelope.MaxX, envelope.MinY, envelope.MaxY})
            blob.append(reinterpret_cast<const char *>(&value), 8);
    }
    QByteArray wkb(OGR_G_WkbSize(geometry), '\0');
    OGR_G_ExportToIsoWkb(geometry, wkbNDR, reinterpret_cast<unsigned char *>(wkb.data()));
    OGR_G_DestroyGeometry(geometry);
    return "x'" + (blob + wkb).toHex() + "'";
}

} // namespace tuilerie::test
