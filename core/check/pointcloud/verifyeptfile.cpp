// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/work/parallel.h"
#include "check/pointcloud/verifynodes.h"
#include "source/pointcloud/eptfile.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <zstd.h>

#include <algorithm>
#include <cmath>

namespace tuilerie {

namespace {

QString tr(const char *sentence)
{
    return QCoreApplication::translate("tuilerie::VerifyPointCloud", sentence);
}

void checkDescriptor(const EptFile &ept, ErrorList &errors)
{
    const QString &path = ept.path();
    const double x = ept.cube.width(), y = ept.cube.height(), z = ept.cubeMaxZ - ept.cubeMinZ;
    const double slack = 1e-9 * std::max({x, y, z});
    if (std::abs(x - y) > slack || std::abs(x - z) > slack)
        errors.add(tr("%1: its bounds are no cube.").arg(path));
    if (ept.extent.west < ept.cube.west - slack || ept.extent.south < ept.cube.south - slack
        || ept.extent.east > ept.cube.east + slack || ept.extent.north > ept.cube.north + slack
        || ept.minZ < ept.cubeMinZ - slack || ept.maxZ > ept.cubeMaxZ + slack)
        errors.add(tr("%1: its points are said to reach beyond its cube.").arg(path));
    if ((ept.span & (ept.span - 1)) != 0)
        errors.add(tr("%1: its span, %2, is no power of two.").arg(path).arg(ept.span));
    qint64 points = 0;
    for (const EptNode &node : ept.nodes) {
        points += node.points;
        const OctreeKey up{node.key.level - 1, node.key.x >> 1, node.key.y >> 1, node.key.z >> 1};
        const auto found = std::lower_bound(
            ept.nodes.begin(), ept.nodes.end(), up, [](const EptNode &a, const OctreeKey &key) { return a.key < key; });
        if (node.key.level > 0 && (found == ept.nodes.end() || found->key != up))
            errors.add(tr("%1: the parent of node %2 is not listed.").arg(path, octreeKeyName(node.key)));
    }
    if (points != ept.points)
        errors.add(tr("%1: its nodes hold %2 points, it says %3.").arg(path).arg(points).arg(ept.points));
}

QString schemaProblem(const EptFile &ept, const LasHeader &header)
{
    const char *const names[] = {"X", "Y", "Z"};
    for (int i = 0; i < 3; ++i) {
        const EptField *field = ept.field(QLatin1String(names[i]));
        if (field->scale != header.scale[i] || field->offset != header.offset[i])
            return tr("its scale or offset of %1 is not that of the schema").arg(QLatin1String(names[i]));
    }
    if ((ept.field(QStringLiteral("Red")) != nullptr) != header.hasRgb())
        return tr("it has colours and the schema has none, or the reverse");
    if ((ept.field(QStringLiteral("GpsTime")) != nullptr) && !header.hasGpsTime())
        return tr("it has no GPS times, which the schema has");
    if (header.versionMinor != 2 && header.versionMinor != 4)
        return tr("it is of LAS version 1.%1; several readers take 1.2 and 1.4 only").arg(header.versionMinor);
    return {};
}

/// All points of a LAZ node; empty when something is wrong.
std::optional<PointFacts> lazNode(const EptFile &ept, const EptNode &node, const QString &path, ErrorList &errors)
{
    const auto file = LasFile::open(path);
    if (!file) {
        errors.add(file.error().message);
        return {};
    }
    const LasHeader &header = (*file)->header();
    if (header.points != node.points)
        errors.add(tr("%1: it holds %2 points, the hierarchy says %3.").arg(path).arg(header.points).arg(node.points));
    if (const QString problem = schemaProblem(ept, header); !problem.isEmpty())
        errors.add(tr("%1: %2.").arg(path, problem));
    auto decoder = ChunkDecoder::create((*file)->layout());
    const double least[3] = {ept.cube.west, ept.cube.south, ept.cubeMinZ};
    const NodeBox box = NodeBox::of(least, ept.cube.width(), node.key);
    PointFacts facts;
    qint64 outside = 0;
    QByteArray records;
    for (const LasChunk &chunk : (*file)->chunks()) {
        records.resize(chunk.points * header.recordLength);
        if (auto done = decoder ? (*file)->decode(chunk, **decoder, records.data()) : Status(fail(decoder.error())); !done) {
            errors.add(done.error().message);
            return {};
        }
        facts.add(factsOf(header, records.constData(), chunk.points, &box, outside));
    }
    if (outside > 0)
        errors.add(tr("%1: %2 points of node %3 lie outside its box.").arg(path).arg(outside).arg(octreeKeyName(node.key)));
    if (facts.points != header.points)
        errors.add(tr("%1: it holds %2 points, its header says %3.").arg(path).arg(facts.points).arg(header.points));
    return facts;
}

/// Bytes of an uncompressed or zstandard node, once unpacked; −1 when they cannot be.
qint64 unpackedSize(const EptFile &ept, const QString &path, qint64 expected)
{
    QFile file(path);
    if (ept.dataType == QLatin1String("binary"))
        return file.size();
    if (!file.open(QIODevice::ReadOnly))
        return -1;
    const QByteArray packed = file.readAll();
    QByteArray bytes(expected, Qt::Uninitialized);
    const size_t size = ZSTD_decompress(bytes.data(), size_t(bytes.size()), packed.constData(), size_t(packed.size()));
    return ZSTD_isError(size) ? -1 : qint64(size);
}

} // namespace

Status verifyEpt(const QString &path, PointCloudVerification &result, ErrorList &errors, ProgressMeter &meter)
{
    const auto opened = EptFile::open(path);
    if (!opened) {
        errors.add(opened.error().message);
        return {};
    }
    const EptFile &ept = **opened;
    checkDescriptor(ept, errors);
    qint64 recordLength = 0;
    for (const EptField &field : ept.fields)
        recordLength += field.size;
    std::vector<PointFacts> facts(static_cast<size_t>(checkWorkers()));
    std::atomic<qint64> bytes{QFileInfo(ept.path()).size()};
    const auto verifyNode = [&](int worker, qint64 index) -> Status {
        const EptNode &node = ept.nodes[size_t(index)];
        const QString file = ept.nodePath(node.key);
        const QFileInfo info(file);
        if (!info.isFile()) {
            errors.add(tr("%1 is listed but does not exist.").arg(file));
            return meter.add(node.points);
        }
        bytes += info.size();
        if (ept.dataType == QLatin1String("laszip")) {
            if (const auto found = lazNode(ept, node, file, errors))
                facts[size_t(worker)].add(*found);
        } else if (const qint64 expected = node.points * recordLength; unpackedSize(ept, file, expected) != expected) {
            errors.add(tr("%1: it does not hold %2 points of %3 bytes.").arg(file).arg(node.points).arg(recordLength));
        } else {
            facts[size_t(worker)].points += node.points;
        }
        return meter.add(node.points);
    };
    TUILERIE_CHECK(parallel(checkWorkers(), qint64(ept.nodes.size()), verifyNode));
    PointFacts all;
    for (const PointFacts &part : facts)
        all.add(part);
    if (all.points > 0 && ept.dataType == QLatin1String("laszip")) {
        const EptField *x = ept.field(QStringLiteral("X"));
        // Writers round these bounds to whole units.
        const double slack = std::max(1.0, x->scale);
        if (all.least[0] < ept.extent.west - slack || all.most[0] > ept.extent.east + slack
            || all.least[1] < ept.extent.south - slack || all.most[1] > ept.extent.north + slack
            || all.least[2] < ept.minZ - slack || all.most[2] > ept.maxZ + slack)
            errors.add(tr("%1: there are points outside boundsConforming.").arg(ept.path()));
        if (const EptField *field = ept.field(QStringLiteral("Classification"))) {
            for (auto count = field->counts.cbegin(); count != field->counts.cend(); ++count) {
                if (count.key() >= 0 && count.key() < 256 && all.classes[size_t(count.key())] != count.value())
                    errors.add(tr("%1: it counts %2 points of class %3, there are %4.")
                                   .arg(ept.path())
                                   .arg(count.value())
                                   .arg(count.key())
                                   .arg(all.classes[size_t(count.key())]));
            }
        }
    }
    ++result.files;
    result.nodes += qint64(ept.nodes.size());
    result.points += all.points;
    result.bytes += bytes;
    result.checksum += all.checksum;
    for (int i = 0; i < 256; ++i) {
        if (all.classes[size_t(i)] > 0)
            result.classes[i] += all.classes[size_t(i)];
    }
    return {};
}

} // namespace tuilerie
