// SPDX-License-Identifier: GPL-3.0-or-later
#include "mvttiles.h"

#include "support/testsupport.h"

#include <QFile>

#include <cpl_vsi.h>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace tuilerie::test {

namespace {

QMap<QString, QVariant> attributesOf(const OGRFeature &feature)
{
    QMap<QString, QVariant> attributes;
    for (int i = 0; i < feature.GetFieldCount(); ++i) {
        if (!feature.IsFieldSetAndNotNull(i))
            continue;
        const QString name = QString::fromUtf8(feature.GetFieldDefnRef(i)->GetNameRef());
        switch (feature.GetFieldDefnRef(i)->GetType()) {
        case OFTInteger:
        case OFTInteger64: attributes[name] = qint64(feature.GetFieldAsInteger64(i)); break;
        case OFTReal: attributes[name] = feature.GetFieldAsDouble(i); break;
        default: attributes[name] = QString::fromUtf8(feature.GetFieldAsString(i));
        }
    }
    return attributes;
}

} // namespace

std::vector<MvtFeature> readMvt(
    const QByteArray &tile, const QString &z, qint64 x, qint64 y, bool clip, QString *problem, bool isMercator)
{
    GDALAllRegister();
    if (!GDALGetDriverByName("MVT")) // our programs keep the drivers of what they read only
        RegisterOGRMVT();
    QByteArray bytes = tile;
    const char *name = "/vsimem/readback.pbf";
    VSIFCloseL(VSIFileFromMemBuffer(name, reinterpret_cast<GByte *>(bytes.data()), vsi_l_offset(bytes.size()), FALSE));
    CPLStringList options;
    options.SetNameValue("CLIP", clip ? "YES" : "NO");
    if (isMercator) {
        options.SetNameValue("X", QByteArray::number(x).constData());
        options.SetNameValue("Y", QByteArray::number(y).constData());
        options.SetNameValue("Z", z.toUtf8().constData());
    }
    std::vector<MvtFeature> features;
    {
        const char *const drivers[] = {"MVT", nullptr};
        const GDALDatasetUniquePtr dataset(GDALDataset::Open(name, GDAL_OF_VECTOR, drivers, options.List()));
        if (!dataset && problem)
            *problem = QStringLiteral("GDAL cannot open tile %1/%2/%3: %4")
                           .arg(z)
                           .arg(x)
                           .arg(y)
                           .arg(QString::fromUtf8(CPLGetLastErrorMsg()));
        for (int i = 0; dataset && i < dataset->GetLayerCount(); ++i) {
            OGRLayer *layer = dataset->GetLayer(i);
            for (const OGRFeatureUniquePtr &feature : layer) {
                MvtFeature read;
                read.layer = QString::fromUtf8(layer->GetName());
                read.attributes = attributesOf(*feature);
                if (const auto id = read.attributes.find(QStringLiteral("mvt_id")); id != read.attributes.end()) {
                    read.id = id->toLongLong();
                    read.attributes.erase(id);
                }
                read.geometry.reset(feature->StealGeometry());
                features.push_back(std::move(read));
            }
        }
    }
    VSIUnlink(name);
    return features;
}

void forEachTile(
    const QString &descriptorPath, const std::function<void(const QString &, qint64, qint64, const QByteArray &)> &visit)
{
    const auto reader = PyramidReader::open(descriptorPath);
    VERIFY_OK(reader);
    for (const PyramidLevel &level : (*reader)->descriptor().levels) {
        for (qint64 row = level.limits.minRow; row <= level.limits.maxRow; ++row) {
            for (qint64 col = level.limits.minCol; col <= level.limits.maxCol; ++col) {
                const auto tile = (*reader)->tile(level.id, col, row);
                VERIFY_OK(tile);
                if (!tile->isEmpty())
                    visit(level.id, col, row, *tile);
            }
        }
    }
}

std::map<qint64, MvtFeature> readSource(const QString &path, const QString &layerName)
{
    GDALAllRegister();
    std::map<qint64, MvtFeature> features;
    const GDALDatasetUniquePtr dataset(GDALDataset::Open(path.toUtf8().constData(), GDAL_OF_VECTOR));
    OGRLayer *layer = dataset ? dataset->GetLayerByName(layerName.toUtf8().constData()) : nullptr;
    if (!layer)
        return features;
    OGRSpatialReference mercator;
    mercator.importFromEPSG(3857);
    mercator.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    for (const OGRFeatureUniquePtr &feature : layer) {
        MvtFeature read;
        read.layer = layerName;
        read.id = feature->GetFID();
        read.attributes = attributesOf(*feature);
        // Straight lines of the source, with vertices enough to stay where they are in Mercator.
        if (const std::unique_ptr<OGRGeometry> geometry(feature->StealGeometry()); geometry) {
            read.geometry.reset(geometry->getLinearGeometry());
            read.geometry->assignSpatialReference(layer->GetSpatialRef());
            read.geometry->segmentize(layer->GetSpatialRef()->IsGeographic() ? 0.02 : 200);
            read.geometry->transformTo(&mercator);
        }
        features[read.id] = std::move(read);
    }
    return features;
}

void writeText(const QString &path, const QByteArray &text)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(text) == text.size());
}

void writeGeoJson(const QString &path, const QByteArray &features, const char *crs)
{
    QByteArray text = "{\"type\":\"FeatureCollection\",";
    if (crs)
        text += QByteArray("\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"") + crs + "\"}},";
    writeText(path, text + "\"features\":[" + features + "]}");
}

bool convert(const QStringList &arguments)
{
    const ProcessResult result = runProgram(QStringLiteral("ogr2ogr"), arguments);
    if (result.exitCode != 0)
        qWarning("ogr2ogr: %s", result.errors.constData());
    return result.exitCode == 0;
}

} // namespace tuilerie::test
