// SPDX-License-Identifier: GPL-3.0-or-later
#include "changes/geometryblob.h"

#include "source/gdalsupport.h"

#include <QtEndian>

#include <memory>

#include <cpl_conv.h>
#include <ogr_api.h>

namespace tuilerie {

namespace {

constexpr qsizetype headSize = 8;

struct GeometryCloser
{
    void operator()(void *geometry) const { OGR_G_DestroyGeometry(geometry); }
};
using Geometry = std::unique_ptr<void, GeometryCloser>;

Geometry geometryOf(const QByteArray &blob)
{
    const auto header = geometryHeader(blob);
    if (!header)
        return {};
    const GdalErrorTrap quiet;
    OGRGeometryH geometry = nullptr;
    const OGRErr error =
        OGR_G_CreateFromWkbEx(blob.constData() + header->size, nullptr, &geometry, size_t(blob.size() - header->size));
    return error == OGRERR_NONE ? Geometry(geometry) : Geometry();
}

bool isEmpty(const QByteArray &blob)
{
    const auto header = geometryHeader(blob);
    if (!header || header->isEmpty)
        return true;
    const Geometry geometry = geometryOf(blob);
    return !geometry || OGR_G_IsEmpty(geometry.get());
}

template <auto Member> QVariant bound(const std::vector<QByteArray> &arguments)
{
    const Geometry geometry = geometryOf(arguments.front());
    if (!geometry || OGR_G_IsEmpty(geometry.get()))
        return {};
    OGREnvelope envelope;
    OGR_G_GetEnvelope(geometry.get(), &envelope);
    return envelope.*Member;
}

} // namespace

std::optional<GeometryHeader> geometryHeader(QByteArrayView blob)
{
    if (blob.size() < headSize || blob[0] != 'G' || blob[1] != 'P')
        return std::nullopt;
    const auto flags = quint8(blob[3]);
    static constexpr qsizetype envelopes[] = {0, 32, 48, 48, 64};
    const int kind = (flags >> 1) & 7;
    if (kind > 4 || (flags & 0x20)) // an extended type is none that OGC has defined
        return std::nullopt;
    GeometryHeader header;
    header.srs = flags & 1 ? qFromLittleEndian<qint32>(blob.data() + 4) : qFromBigEndian<qint32>(blob.data() + 4);
    header.isEmpty = flags & 0x10;
    header.size = headSize + envelopes[kind];
    return blob.size() > header.size ? std::optional(header) : std::nullopt;
}

bool isSameGeometry(const QByteArray &one, const QByteArray &other)
{
    if (one == other)
        return one.isNull() == other.isNull();
    const auto first = geometryHeader(one), second = geometryHeader(other);
    return first && second && first->srs == second->srs
        && QByteArrayView(one).sliced(first->size) == QByteArrayView(other).sliced(second->size);
}

QString geometryText(const QByteArray &blob)
{
    const Geometry geometry = geometryOf(blob);
    char *text = nullptr;
    if (!geometry || OGR_G_ExportToIsoWkt(geometry.get(), &text) != OGRERR_NONE) {
        CPLFree(text);
        return QString::fromLatin1(blob.toHex());
    }
    QString wkt = QString::fromUtf8(text);
    CPLFree(text);
    return wkt;
}

Status addGeometryFunctions(SqlDatabase &database)
{
    const auto empty = [](const std::vector<QByteArray> &arguments) -> QVariant {
        return arguments.front().isNull() ? QVariant() : QVariant(isEmpty(arguments.front()));
    };
    TUILERIE_CHECK(database.addFunction("ST_IsEmpty", 1, empty));
    TUILERIE_CHECK(database.addFunction("ST_MinX", 1, bound<&OGREnvelope::MinX>));
    TUILERIE_CHECK(database.addFunction("ST_MaxX", 1, bound<&OGREnvelope::MaxX>));
    TUILERIE_CHECK(database.addFunction("ST_MinY", 1, bound<&OGREnvelope::MinY>));
    TUILERIE_CHECK(database.addFunction("ST_MaxY", 1, bound<&OGREnvelope::MaxY>));
    TUILERIE_CHECK(
        database.addFunction("tuilerie_geometry_srs", 1, [](const std::vector<QByteArray> &arguments) -> QVariant {
            const auto header = geometryHeader(arguments.front());
            return header && geometryOf(arguments.front()) ? QVariant(header->srs) : QVariant();
        }));
    return database.addFunction("tuilerie_same_geometry", 2, [](const std::vector<QByteArray> &arguments) -> QVariant {
        return !arguments[0].isNull() && !arguments[1].isNull() && isSameGeometry(arguments[0], arguments[1]);
    });
}

} // namespace tuilerie
