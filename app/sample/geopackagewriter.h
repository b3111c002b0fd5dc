// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QFileInfo>
#include <QString>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <memory>

namespace tuilerie::sample {

/// A column of a layer.
struct Field
{
    const char *name;
    OGRFieldType type;
};

/// Writes layers in EPSG:2154, one after another; after the first failure nothing more.
class Writer
{
public:
    explicit Writer(const QString &path)
    {
        GDALDriver *driver = GetGDALDriverManager()->GetDriverByName("GPKG");
        m_file.reset(driver->Create(path.toUtf8().constData(), 0, 0, 0, GDT_Unknown, nullptr));
        m_crs.importFromEPSG(2154);
        m_good = bool(m_file);
    }

    template <typename Items, typename Fill>
    void layer(
        const char *name, OGRwkbGeometryType type, std::initializer_list<Field> fields, const Items &items, const Fill &fill)
    {
        if (!m_good)
            return;
        OGRLayer *layer = m_file->CreateLayer(name, &m_crs, type, nullptr);
        m_good = layer && layer->StartTransaction() == OGRERR_NONE;
        for (const Field &field : fields) {
            OGRFieldDefn definition(field.name, field.type);
            m_good = m_good && layer->CreateField(&definition) == OGRERR_NONE;
        }
        for (const auto &item : items) {
            if (!m_good)
                return;
            OGRFeature feature(layer->GetLayerDefn());
            fill(item, feature);
            m_good = layer->CreateFeature(&feature) == OGRERR_NONE;
        }
        m_good = m_good && layer->CommitTransaction() == OGRERR_NONE;
    }

    bool finish()
    {
        // Closing writes the indexes, and says what went wrong only by the error it leaves behind.
        CPLErrorReset();
        m_file.reset();
        return m_good && CPLGetLastErrorType() < CE_Failure;
    }

private:
    std::unique_ptr<GDALDataset> m_file;
    OGRSpatialReference m_crs;
    bool m_good = false;
};

} // namespace tuilerie::sample
