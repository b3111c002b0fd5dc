// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/wizard/dataset.h"

#include "base/filename.h"
#include "grid/crs.h"
#include "source/filelist.h"
#include "source/lasheader.h"
#include "ui/wizard/gridchoice.h"

#include <QFileInfo>
#include <algorithm>

namespace tuilerie {

DataSet::DataSet(QObject *parent)
    : QObject(parent)
    , m_opening(this, WorkPool::quick())
{
}

DataSet::~DataSet() = default;

void DataSet::open(const QStringList &paths, const QString &assignCrs)
{
    if (paths == m_paths && assignCrs == m_assignCrs && m_state != State::Failed)
        return;
    m_paths = paths;
    m_assignCrs = assignCrs;
    m_opened = {};
    m_error = {};
    if (paths.isEmpty()) {
        m_opening.cancel();
        m_state = State::Empty;
        emit changed();
        return;
    }
    m_state = State::Opening;
    m_opening.ask([paths, assignCrs](WorkControl &control) { return openAny(paths, assignCrs, control); },
        [this](Result<Opened> opened) { take(std::move(opened)); },
        [this](const Progress &progress) { emit progressed(progress); });
    emit changed();
}

PublishRequest::Look DataSet::look() const
{
    return isReady() ? PublishRequest::Look{m_opened.publishKind, m_opened.isFolder} : PublishRequest::Look();
}

QString DataSet::crs() const
{
    return m_opened.crs.isEmpty() ? m_assignCrs : m_opened.crs;
}

Result<DataSet::Opened> DataSet::openAny(const QStringList &paths, const QString &assignCrs, WorkControl &control)
{
    Opened opened;
    opened.publishKind = publishKindOf(paths);
    opened.isFolder = isFolder(paths.front());
    switch (opened.publishKind) {
    case PublishKind::Vector:
        opened.kind = SourceKind::Vector;
        TUILERIE_CHECK(openVector(paths, assignCrs, opened, control));
        makeGridsReady(opened.crs, control);
        return opened;
    case PublishKind::PointCloud:
    case PublishKind::Copc:
        opened.kind = SourceKind::PointCloud;
        TUILERIE_CHECK(openPointCloud(paths, opened, control));
        makeGridsReady(opened.crs.isEmpty() ? assignCrs : opened.crs, control);
        return opened;
    case PublishKind::Ept:
    case PublishKind::Vpc:
        opened.kind = SourceKind::PointCloud;
        opened.files = 1;
        return opened;
    default: break;
    }
    opened.kind = SourceKind::Raster;
    TUILERIE_TRY(source, RasterSource::open(paths, {assignCrs, true}, control));
    opened.source = source;
    opened.crs = source->info().crs;
    opened.extent = source->info().extent;
    opened.files = source->info().files;
    for (const RasterTile &tile : source->tiles()) {
        opened.bytes += tile.size;
        opened.problems += tile.problem.isEmpty() ? 0 : 1;
    }
    makeGridsReady(opened.crs.isEmpty() ? assignCrs : opened.crs, control);
    return opened;
}

Status DataSet::openVector(const QStringList &paths, const QString &assignCrs, Opened &opened, WorkControl &control)
{
    TUILERIE_TRY(files, listFiles(paths, SourceKind::Vector));
    Error first;
    for (const FileEntry &file : files) {
        if (control.shouldStop() != StopRequest::None)
            return fail(ErrorCode::Cancelled, tr("Opening was cancelled."));
        ++opened.files;
        opened.bytes += std::max<qint64>(0, file.size);
        auto tables = readVectorLayers(file.path);
        if (!tables) {
            if (++opened.problems == 1)
                first = tables.error();
            continue;
        }
        for (VectorLayerInfo &table : *tables) {
            if (table.geometry != QLatin1String("None"))
                opened.tables.push_back(std::move(table));
        }
        control.progress({QStringLiteral("open"), opened.files, qint64(files.size())});
    }
    if (opened.tables.empty() && opened.problems > 0)
        return fail(first);
    if (opened.tables.empty())
        return fail(ErrorCode::Invalid, tr("No table of these files has a geometry. Add a file that has one."));
    // What would hide the others lies below them.
    const auto rank = [](const VectorLayerInfo &table) {
        return table.geometry.contains(QLatin1String("Point")) ? 0 : table.geometry.contains(QLatin1String("Line")) ? 1 : 2;
    };
    std::stable_sort(
        opened.tables.begin(), opened.tables.end(), [&](const auto &a, const auto &b) { return rank(a) < rank(b); });
    for (const VectorLayerInfo &table : opened.tables) {
        const QString crs = table.crs.isEmpty() ? assignCrs : table.crs;
        // One table without CRS is enough to ask for one.
        if (table.crs.isEmpty() && assignCrs.isEmpty()) {
            opened.crs.clear();
            opened.extent = table.extent.value_or(Extent());
            break;
        }
        if (opened.crs.isEmpty())
            opened.crs = crs;
        Extent extent = table.extent.value_or(Extent());
        if (crs != opened.crs && table.extent) {
            const auto from = Crs::fromText(crs), to = Crs::fromText(opened.crs);
            const auto transform =
                from && to ? CrsTransform::create(*from, *to) : Result<CrsTransform>(fail(ErrorCode::Invalid, QString()));
            const auto moved = transform ? transform->forward(extent) : Result<Extent>(Extent());
            extent = moved ? *moved : Extent();
        }
        if (table.extent)
            opened.extent = opened.extent.isEmpty() ? extent : opened.extent.united(extent);
    }
    return {};
}

Status DataSet::openPointCloud(const QStringList &paths, Opened &opened, WorkControl &control)
{
    TUILERIE_TRY(files, listFiles(paths, SourceKind::PointCloud));
    Error first;
    bool any = false, lacksCrs = false;
    for (const FileEntry &file : files) {
        if (control.shouldStop() != StopRequest::None)
            return fail(ErrorCode::Cancelled, tr("Opening was cancelled."));
        ++opened.files;
        opened.bytes += std::max<qint64>(0, file.size);
        const auto header = readLasHeader(file.path);
        if (!header) {
            if (++opened.problems == 1)
                first = header.error();
            continue;
        }
        PointCloudFiles &cloud = opened.cloud;
        cloud.points += header->points;
        cloud.minZ = any ? std::min(cloud.minZ, header->minZ) : header->minZ;
        cloud.maxZ = any ? std::max(cloud.maxZ, header->maxZ) : header->maxZ;
        const std::pair<int, int> format(header->versionMinor, header->pointFormat);
        if (std::find(cloud.formats.begin(), cloud.formats.end(), format) == cloud.formats.end())
            cloud.formats.push_back(format);
        lacksCrs = lacksCrs || header->crs.isEmpty();
        if (opened.crs.isEmpty())
            opened.crs = header->crs;
        opened.extent = any ? opened.extent.united(header->extent) : header->extent;
        any = true;
        control.progress({QStringLiteral("open"), opened.files, qint64(files.size())});
    }
    if (!any)
        return fail(first);
    if (lacksCrs)
        opened.crs.clear();
    opened.cloud.files = opened.files;
    return {};
}

void DataSet::take(Result<Opened> opened)
{
    if (opened) {
        m_opened = std::move(*opened);
        m_state = State::Ready;
    } else {
        m_error = opened.error();
        m_state = State::Failed;
    }
    emit changed();
}

} // namespace tuilerie
