// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "source/csvgeometry.h"
#include "source/gdalsupport.h"

#include <deque>
#include <gdal_priv.h>
#include <ogrsf_frmts.h>

namespace tuilerie {

/// What becomes of a field of the driver's layer.
struct FieldCorrection
{
    enum class Way {
        Same,
        Recode, ///< a text that is no UTF-8 is Windows-1252
        Json,   ///< a list becomes the JSON that it is
        Parse,  ///< a text becomes the number or the moment that it says
        Moment, ///< seconds below 60, whatever the decimals
        Widen,  ///< 32 bits become 64; what the driver clamped comes from its warning
    };
    int field = 0; ///< the driver's number
    std::string name;
    OGRFieldType type = OFTString;
    Way way = Way::Same;
};

struct LayerCorrection
{
    std::vector<FieldCorrection> fields; ///< all that the corrected layer has
    CsvGeometry geometry;                ///< of other fields of the driver's layer, which are then not among these
    QString projection;                  ///< a .prj file for such geometries, if it exists
    bool hasNoCrs = false;               ///< whatever the driver says
    bool isNeeded = false;
};

/// A data set of corrected layers, each over the driver's own; owns what it stands on. Read-only, one thread at a time.
class CorrectedDataset final : public GDALDataset
{
public:
    CorrectedDataset(GdalDataset inner, std::vector<LayerCorrection> corrections);
    ~CorrectedDataset() override;

    int GetLayerCount() override { return int(m_layers.size()); }
    OGRLayer *GetLayer(int number) override;
    int TestCapability(const char *) override { return FALSE; }
    char **GetMetadata(const char *domain) override { return m_data->GetMetadata(domain); }
    const char *GetMetadataItem(const char *name, const char *domain) override
    {
        return m_data->GetMetadataItem(name, domain);
    }

private:
    GdalDataset m_inner;
    GDALDataset *m_data;
    std::vector<std::unique_ptr<OGRLayer>> m_layers;
};

} // namespace tuilerie
