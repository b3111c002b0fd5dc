// SPDX-License-Identifier: GPL-3.0-or-later
#include "source/correctedcopy.h"

#include "base/filename.h"
#include "source/correctedlayer.h"
#include "source/sqldump/dumpcopy.h"
#include "source/vectoropen.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <cpl_string.h>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VectorSource", sentence);
}

Status writeLayer(OGRLayer &layer, const QString &path, const WorkControl &control)
{
    const GdalErrorTrap trap;
    const auto refused = [&] {
        return fail(ErrorCode::Io, tr("There is no place for temporary files. Free some disk space."), trap.text());
    };
    GDALDriver *driver = GetGDALDriverManager()->GetDriverByName("FlatGeobuf");
    const GDALDatasetUniquePtr data(
        driver ? driver->Create(bytesOfPath(path).constData(), 0, 0, 0, GDT_Unknown, nullptr) : nullptr);
    // The index would put the features into another order.
    CPLStringList options;
    options.SetNameValue("SPATIAL_INDEX", "NO");
    OGRLayer *copy =
        data ? data->CreateLayer(layer.GetName(), layer.GetSpatialRef(), layer.GetGeomType(), options.List()) : nullptr;
    if (!copy)
        return refused();
    const OGRFeatureDefn &definition = *layer.GetLayerDefn();
    for (int i = 0; i < definition.GetFieldCount(); ++i) {
        OGRFieldDefn field(definition.GetFieldDefn(i));
        if (copy->CreateField(&field) != OGRERR_NONE)
            return refused();
    }
    qint64 count = 0;
    for (const auto &feature : layer) {
        if (++count % 1024 == 0)
            TUILERIE_CHECK(checkStop(control));
        OGRFeature made(copy->GetLayerDefn());
        made.SetFrom(feature.get());
        if (copy->CreateFeature(&made) != OGRERR_NONE)
            return refused();
    }
    return {};
}

} // namespace

Result<CorrectedCopy> makeCorrectedCopy(const QString &path, const WorkControl &control)
{
    if (isSqlDump(path)) { // whose copy has an end of its own
        TUILERIE_TRY(tables, dumpAsGeoPackage(path));
        return CorrectedCopy{{tables.path}, nullptr};
    }
    TUILERIE_TRY(opened, openVector(path));
    auto *data = GDALDataset::FromHandle(opened.get());
    CorrectedCopy copy;
    if (!dynamic_cast<CorrectedDataset *>(data))
        return copy;
    const auto folder = std::make_shared<QTemporaryDir>();
    if (!folder->isValid())
        return fail(
            ErrorCode::Io, tr("There is no place for temporary files. Free some disk space."), folder->errorString());
    copy.folder = folder;
    for (int i = 0; i < data->GetLayerCount(); ++i) {
        OGRLayer &layer = *data->GetLayer(i);
        if (layer.GetGeomType() == wkbNone)
            continue;
        copy.paths << folder->filePath(QStringLiteral("%1.fgb").arg(i));
        TUILERIE_CHECK(writeLayer(layer, copy.paths.last(), control));
    }
    return copy;
}

} // namespace tuilerie
