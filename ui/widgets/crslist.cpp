// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/widgets/crslist.h"

#include <QHash>
#include <algorithm>
#include <memory>
#include <proj.h>

namespace tuilerie {

namespace {

/// First in the list: what producers on the French territories and the web use.
const char *const usual[] = {"EPSG:2154", "EPSG:3857", "EPSG:4326", "EPSG:5490", "EPSG:2975", "EPSG:2972", "EPSG:4471",
    "EPSG:4467", "EPSG:3163", "EPSG:3297", "EPSG:4171", "EPSG:3942", "EPSG:3943", "EPSG:3944", "EPSG:3945", "EPSG:3946",
    "EPSG:3947", "EPSG:3948", "EPSG:3949", "EPSG:3950", "EPSG:32630", "EPSG:32631", "EPSG:32632", "EPSG:3035", "EPSG:3034",
    "EPSG:4258"};

void addFrom(PJ_CONTEXT *context, const char *authority, std::vector<CrsEntry> &entries)
{
    PROJ_CRS_LIST_PARAMETERS *parameters = proj_get_crs_list_parameters_create();
    const PJ_TYPE types[] = {PJ_TYPE_GEOGRAPHIC_2D_CRS, PJ_TYPE_PROJECTED_CRS};
    parameters->types = types;
    parameters->typesCount = 2;
    parameters->allow_deprecated = 0;
    int count = 0;
    PROJ_CRS_INFO **list = proj_get_crs_info_list_from_database(context, authority, parameters, &count);
    for (int i = 0; i < count; ++i) {
        const PROJ_CRS_INFO &info = *list[i];
        entries.push_back({QString::fromUtf8(info.auth_name) + QLatin1Char(':') + QString::fromUtf8(info.code),
            QString::fromUtf8(info.name), QString::fromUtf8(info.area_name), info.type == PJ_TYPE_GEOGRAPHIC_2D_CRS});
    }
    proj_crs_info_list_destroy(list);
    proj_get_crs_list_parameters_destroy(parameters);
}

std::vector<CrsEntry> readEntries()
{
    const std::unique_ptr<PJ_CONTEXT, decltype(&proj_context_destroy)> context(proj_context_create(), &proj_context_destroy);
    std::vector<CrsEntry> entries;
    addFrom(context.get(), "EPSG", entries);
    addFrom(context.get(), "IGNF", entries);
    QHash<QString, int> rank;
    for (const char *id : usual)
        rank.insert(QString::fromLatin1(id), int(rank.size()));
    const int rest = int(rank.size());
    std::stable_sort(entries.begin(), entries.end(),
        [&](const CrsEntry &a, const CrsEntry &b) { return rank.value(a.id, rest) < rank.value(b.id, rest); });
    return entries;
}

} // namespace

const std::vector<CrsEntry> &crsEntries()
{
    static const std::vector<CrsEntry> entries = readEntries();
    return entries;
}

int CrsListModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : int(crsEntries().size());
}

QVariant CrsListModel::data(const QModelIndex &index, int role) const
{
    const CrsEntry &entry = crsEntries()[size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole: return QString(entry.id + QStringLiteral("  —  ") + entry.name);
    case Qt::ToolTipRole:
    case AreaRole: return entry.area;
    case IdRole: return entry.id;
    case NameRole: return entry.name;
    case SearchRole: return QString(entry.id + QLatin1Char(' ') + entry.name + QLatin1Char(' ') + entry.area);
    default: return {};
    }
}

} // namespace tuilerie
