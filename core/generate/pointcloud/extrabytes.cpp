// SPDX-License-Identifier: GPL-3.0-or-later
#include "generate/pointcloud/extrabytes.h"

#include <algorithm>

namespace tuilerie::pointcloud {

namespace {

constexpr int descriptorSize = 192;

int sizeOfType(int type, int options)
{
    static constexpr int sizes[] = {0, 1, 1, 2, 2, 4, 4, 8, 8, 4, 8};
    if (type == 0)
        return options; // opaque bytes: the options say how many
    if (type <= 10)
        return sizes[type];
    // Pairs and triples, which LAS 1.4 R14 took back.
    return type <= 30 ? sizes[(type - 1) % 10 + 1] * ((type - 1) / 10 + 1) : 0;
}

} // namespace

QByteArray ExtraField::meaning() const
{
    if (descriptor.isEmpty())
        return QByteArray::number(size);
    const int options = uchar(descriptor[3]);
    QByteArray text = QByteArray::number(uchar(descriptor[2])) + '/' + QByteArray::number(size);
    if (options & 8)
        text += descriptor.mid(112, 24);
    if (options & 16)
        text += descriptor.mid(136, 24);
    return text;
}

ExtraFields extraFieldsOf(const LasFile &file)
{
    ExtraFields fields;
    const int total = file.layout().extraBytes;
    int at = 0;
    for (const LasRecord &record : file.records()) {
        if (record.user != "LASF_Spec" || record.id != 4)
            continue;
        for (qsizetype i = 0; i + descriptorSize <= record.data.size(); i += descriptorSize) {
            ExtraField field;
            field.descriptor = record.data.mid(i, descriptorSize);
            field.name = field.descriptor.mid(4, 32);
            if (const qsizetype end = field.name.indexOf('\0'); end >= 0)
                field.name.truncate(end);
            field.size = sizeOfType(uchar(field.descriptor[2]), uchar(field.descriptor[3]));
            field.offset = at;
            if (field.size == 0 || at + field.size > total)
                continue;
            at += field.size;
            fields.push_back(field);
        }
    }
    if (at < total)
        fields.push_back({{}, {}, total - at, at});
    return fields;
}

int sizeOf(const ExtraFields &fields)
{
    int size = 0;
    for (const ExtraField &field : fields)
        size += field.size;
    return size;
}

QByteArray descriptorsOf(const ExtraFields &fields)
{
    QByteArray data;
    for (const ExtraField &field : fields)
        data += field.descriptor;
    return data;
}

QByteArray unite(ExtraFields &fields, const ExtraFields &more)
{
    for (const ExtraField &field : more) {
        const auto same =
            std::find_if(fields.begin(), fields.end(), [&field](const ExtraField &f) { return f.name == field.name; });
        if (same == fields.end()) {
            // Bytes that nothing describes stay last: readers count described ones from the front.
            const bool hasTail = !fields.empty() && fields.back().descriptor.isEmpty();
            fields.insert(hasTail ? fields.end() - 1 : fields.end(), field);
        } else if (same->meaning() != field.meaning()) {
            return field.name.isEmpty() ? QByteArray("(undescribed)") : field.name;
        }
    }
    int at = 0;
    for (ExtraField &field : fields) {
        field.offset = at;
        at += field.size;
    }
    return {};
}

} // namespace tuilerie::pointcloud
