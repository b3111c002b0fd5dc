// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/tablechoice.h"

#include <algorithm>

namespace tuilerie {

std::vector<PublishTable> chosenTables(const PublishRequest &request, const std::vector<VectorLayerInfo> &data)
{
    std::vector<PublishTable> tables;
    for (const PublishTable &table : request.tables) {
        if (std::any_of(data.begin(), data.end(), [&](const VectorLayerInfo &info) { return info.name == table.table; }))
            tables.push_back(table);
    }
    if (!tables.empty())
        return tables;
    for (const VectorLayerInfo &info : data) {
        PublishTable table;
        table.table = info.name;
        tables.push_back(table);
    }
    return tables;
}

std::vector<PublishTable> shortTables(const std::vector<PublishTable> &tables, const std::vector<VectorLayerInfo> &data)
{
    if (tables.size() != data.size())
        return tables;
    for (size_t i = 0; i < tables.size(); ++i) {
        PublishTable plain;
        plain.table = data[i].name;
        if (!(tables[i] == plain))
            return tables;
    }
    // Several tables are named all the same, so that their order is the one shown.
    return tables.size() == 1 ? std::vector<PublishTable>() : tables;
}

VectorPyramidParams vectorParams(const PublishRequest &request)
{
    VectorPyramidParams params = request.shared().vector;
    params.paths = request.paths;
    params.tables.assign(request.tables.begin(), request.tables.end());
    return params;
}

} // namespace tuilerie
