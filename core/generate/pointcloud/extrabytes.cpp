// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/extrabytes.h"

#include <algorithm>

namespace tuilerie::pointcloud {

ExtraFields extraFieldsOf(const LasFile &file)
{
    ExtraFields fields = file.header().extraFields;
    for (ExtraByteField &field : fields)
        field.offset -= LasLayout::standardSize(file.layout().pointFormat);
    if (const int at = sizeOf(fields), rest = file.layout().extraBytes - at; rest > 0) {
        ExtraByteField tail;
        tail.size = rest;
        tail.offset = at;
        fields.push_back(tail);
    }
    return fields;
}

int sizeOf(const ExtraFields &fields)
{
    int size = 0;
    for (const ExtraByteField &field : fields)
        size += field.size;
    return size;
}

QByteArray descriptorsOf(const ExtraFields &fields)
{
    QByteArray data;
    for (const ExtraByteField &field : fields)
        data += field.descriptor;
    return data;
}

const ExtraByteField *unite(ExtraFields &fields, const ExtraFields &more)
{
    for (const ExtraByteField &field : more) {
        const auto same = std::find_if(
            fields.begin(), fields.end(), [&field](const ExtraByteField &other) { return other.isCounterpart(field); });
        if (same == fields.end()) {
            // Bytes that nothing describes stay last: readers count described ones from the front.
            const bool hasTail = !fields.empty() && !fields.back().isDescribed();
            fields.insert(hasTail ? fields.end() - 1 : fields.end(), field);
        } else if (same->meaning() != field.meaning()) {
            return &field;
        }
    }
    int at = 0;
    for (ExtraByteField &field : fields) {
        field.offset = at;
        at += field.size;
    }
    return nullptr;
}

} // namespace tuilerie::pointcloud
