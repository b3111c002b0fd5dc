// SPDX-License-Identifier: GPL-3.0-or-later
#include "render/mosaicoverview.h"

#include "render/mosaicvrt.h"
#include "render/overviewfile.h"
#include "base/atomicfile.h"

#include <QCoreApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <algorithm>
#include <cmath>
#include <numeric>

namespace tuilerie {

namespace {

// Below this a picture of everything takes less than a second or two from the files themselves.
constexpr size_t fewFiles = 64;
constexpr double fewPixels = 64e6;
constexpr double mostBytes = 256 << 20; // of one overview's pixels
constexpr qint64 mostOnDisk = qint64(4) << 30;
constexpr int leastFactor = 4;
// A square's part of the mosaic: what is decoded before anybody can stop it.
constexpr int sourceSide = 16384;
constexpr int samplesSide = 1024; // pixels, the longer side
constexpr qint64 sampleMs = 1200;

/// 0 … count − 1 so that every beginning of it is spread over the whole.
std::vector<int> spread(int count)
{
    int bits = 0;
    while ((1 << bits) < count)
        ++bits;
    std::vector<int> order;
    order.reserve(size_t(count));
    for (int i = 0; i < 1 << bits; ++i) {
        int turned = 0;
        for (int bit = 0; bit < bits; ++bit)
            turned |= (i >> bit & 1) << (bits - 1 - bit);
        if (turned < count)
            order.push_back(turned);
    }
    return order;
}

/// Files that lie near one another are near in this order (Morton).
std::vector<int> byPlace(const RasterSource &source)
{
    const Extent &whole = source.info().extent;
    const auto key = [&](int index) {
        const Extent &extent = source.tiles()[size_t(index)].extent;
        const auto part = [](double at, double from, double length) {
            return uint32_t(std::clamp((at - from) / length, 0.0, 1.0) * 65535);
        };
        const uint32_t x = part((extent.west + extent.east) / 2, whole.west, whole.width());
        const uint32_t y = part((extent.south + extent.north) / 2, whole.south, whole.height());
        uint64_t mixed = 0;
        for (int bit = 0; bit < 16; ++bit)
            mixed |= uint64_t(x >> bit & 1) << (2 * bit) | uint64_t(y >> bit & 1) << (2 * bit + 1);
        return mixed;
    };
    std::vector<int> order = source.tilesTouching(whole);
    std::sort(order.begin(), order.end(), [&](int a, int b) { return key(a) < key(b); });
    return order;
}

Error stopped()
{
    return {ErrorCode::Cancelled, QCoreApplication::translate("tuilerie::Render", "Opening was cancelled."), {}};
}

} // namespace

MosaicOverview::MosaicOverview(std::shared_ptr<const RasterSource> source)
    : m_source(std::move(source))
{
    const RasterInfo &info = m_source->info();
    const double cellBytes = double(overviewBands(info)) * (info.type == RasterSampleType::UInt8 ? 1 : 4);
    const double factor = std::sqrt(double(info.width) * double(info.height) * cellBytes / mostBytes);
    m_factor = std::max(leastFactor, int(std::ceil(factor)));
    m_side = std::clamp(sourceSide / m_factor / 64 * 64, 128, 1024);
    m_size = QSize(int((info.width + m_factor - 1) / m_factor), int((info.height + m_factor - 1) / m_factor));
    m_folder = mosaicFolder(*m_source);
    for (int row = 0; row * m_side < m_size.height(); ++row) {
        for (int column = 0; column * m_side < m_size.width(); ++column) {
            if (!m_source->tilesTouching(extentOf({column, row})).empty())
                m_squares.push_back({column, row});
        }
    }
}

std::optional<MosaicOverview> MosaicOverview::of(std::shared_ptr<const RasterSource> source)
{
    const RasterInfo &info = source->info();
    const size_t files = source->tiles().size();
    if (files < 2 || (files <= fewFiles && double(info.width) * double(info.height) <= fewPixels))
        return std::nullopt;
    return MosaicOverview(std::move(source));
}

Extent MosaicOverview::extentOf(const Square &square) const
{
    const RasterInfo &info = m_source->info();
    const QSize size = sizeOf(square);
    const double x = info.cellSizeX * m_factor, y = info.cellSizeY * m_factor;
    const double west = info.extent.west + square.column * m_side * x;
    const double north = info.extent.north - square.row * m_side * y;
    return {west, north - size.height() * y, west + size.width() * x, north};
}

QSize MosaicOverview::sizeOf(const Square &square) const
{
    return {
        std::min(m_side, m_size.width() - square.column * m_side), std::min(m_side, m_size.height() - square.row * m_side)};
}

QString MosaicOverview::pathOf(const Square &square) const
{
    return QStringLiteral("%1/%2-%3.tif").arg(m_folder).arg(square.column).arg(square.row);
}

QString MosaicOverview::samplesPath() const
{
    return m_folder + QStringLiteral("/samples.tif");
}

QSize MosaicOverview::samplesSize() const
{
    const double shrink = std::min(1.0, double(samplesSide) / std::max(m_size.width(), m_size.height()));
    return {std::max(1, int(m_size.width() * shrink)), std::max(1, int(m_size.height() * shrink))};
}

std::vector<MosaicOverview::Square> MosaicOverview::squares(bool present) const
{
    std::vector<Square> found;
    for (const Square &square : m_squares) {
        if (QFile::exists(pathOf(square)) == present)
            found.push_back(square);
    }
    return found;
}

bool MosaicOverview::isWhole() const
{
    return squares(false).empty();
}

Status MosaicOverview::sample(WorkControl &control)
{
    if (QFile::exists(samplesPath()) || isWhole())
        return {};
    const RasterInfo &info = m_source->info();
    const QSize size = samplesSize();
    OverviewImage picture(info, size);
    TUILERIE_TRY(reader, RasterReader::create(m_source, overviewReading(info)));
    const auto rectOf = [&](const Extent &extent) {
        const auto at = [](double place, double from, double length, int pixels) {
            return std::clamp(int(std::lround((place - from) / length * pixels)), 0, pixels);
        };
        const int left = at(extent.west, info.extent.west, info.extent.width(), size.width());
        const int right = at(extent.east, info.extent.west, info.extent.width(), size.width());
        const int top = at(-extent.north, -info.extent.north, info.extent.height(), size.height());
        const int bottom = at(-extent.south, -info.extent.north, info.extent.height(), size.height());
        return QRect(left, top, std::max(1, right - left), std::max(1, bottom - top));
    };
    const std::vector<int> tiles = byPlace(*m_source);
    std::vector<RasterBlock> seen(tiles.size());
    std::vector<char> isSeen(tiles.size());
    QElapsedTimer clock;
    clock.start();
    for (const int i : spread(int(tiles.size()))) {
        if (control.shouldStop() != StopRequest::None)
            return fail(stopped());
        if (clock.elapsed() > sampleMs)
            break;
        const RasterTile &tile = m_source->tiles()[size_t(tiles[size_t(i)])];
        const QRect rect = rectOf(tile.extent);
        // The middle of the file, one of its pixels for one of ours: a block or two are decoded. Values as they are, for
        // the stretch is taken from them.
        const int width = std::min(rect.width(), tile.width), height = std::min(rect.height(), tile.height);
        const double x = (tile.extent.west + tile.extent.east) / 2, y = (tile.extent.south + tile.extent.north) / 2;
        const Extent middle{x - width * info.cellSizeX / 2, y - height * info.cellSizeY / 2, x + width * info.cellSizeX / 2,
            y + height * info.cellSizeY / 2};
        // A file that cannot be read leaves its place empty; the checks say what is wrong with it.
        if (reader->read(middle, width, height, seen[size_t(i)]))
            isSeen[size_t(i)] = 1;
    }
    // The nearest one that was looked at, in the order of places.
    size_t last = 0;
    while (last < tiles.size() && !isSeen[last])
        ++last;
    if (last == tiles.size())
        return {};
    for (size_t i = 0; i < tiles.size(); ++i) {
        last = isSeen[i] ? i : last;
        picture.fill(rectOf(m_source->tiles()[size_t(tiles[i])].extent), seen[last]);
    }
    return picture.write(samplesPath());
}

Status MosaicOverview::make(const Square &square, RasterReader &reader) const
{
    const QSize size = sizeOf(square);
    OverviewImage picture(m_source->info(), size);
    RasterBlock block;
    // Twice as fine, and four become one: a single one of many would flicker from scale to scale.
    const Extent extent = extentOf(square);
    if (reader.read(extent, size.width() * 2, size.height() * 2, block)) {
        picture.takeHalf(block);
        return picture.write(pathOf(square));
    }
    // A file among them cannot be read: each by itself, and its place stays empty. The checks say what is wrong with it.
    const double x = extent.width() / size.width(), y = extent.height() / size.height();
    for (const int index : m_source->tilesTouching(extent)) {
        const Extent &tile = m_source->tiles()[size_t(index)].extent;
        const int left = std::max(0, int(std::lround((tile.west - extent.west) / x)));
        const int right = std::min(size.width(), int(std::lround((tile.east - extent.west) / x)));
        const int top = std::max(0, int(std::lround((extent.north - tile.north) / y)));
        const int bottom = std::min(size.height(), int(std::lround((extent.north - tile.south) / y)));
        const QRect place(left, top, right - left, bottom - top);
        if (place.isEmpty())
            continue;
        const Extent part{
            extent.west + left * x, extent.north - bottom * y, extent.west + right * x, extent.north - top * y};
        if (reader.read(part, place.width(), place.height(), block))
            picture.fill(place, block);
    }
    return picture.write(pathOf(square));
}

Result<bool> MosaicOverview::build(WorkControl &control, std::chrono::milliseconds time)
{
    TUILERIE_TRY(reader, RasterReader::create(m_source, overviewReading(m_source->info())));
    const std::vector<Square> missing = squares(false);
    QElapsedTimer clock;
    clock.start();
    Progress progress;
    progress.step = QStringLiteral("overview");
    progress.total = qint64(m_squares.size());
    progress.done = qint64(m_squares.size() - missing.size());
    for (const int i : spread(int(missing.size()))) {
        if (control.shouldStop() != StopRequest::None)
            return fail(stopped());
        if (clock.elapsed() > time.count())
            return false;
        TUILERIE_CHECK(make(missing[size_t(i)], *reader));
        ++progress.done;
        control.progress(progress);
    }
    trimMosaics(mostOnDisk, m_folder);
    return true;
}

Result<QString> MosaicOverview::file() const
{
    const std::vector<Square> present = squares(true);
    const QString path = QStringLiteral("%1/overview-%2.vrt").arg(m_folder).arg(present.size());
    if (QFile::exists(path))
        return path;
    std::vector<OverviewPart> parts;
    if (QFile::exists(samplesPath()))
        parts.push_back({samplesPath(), samplesSize(), QRect(QPoint(0, 0), m_size)});
    for (const Square &square : present)
        parts.push_back(
            {pathOf(square), sizeOf(square), QRect(QPoint(square.column * m_side, square.row * m_side), sizeOf(square))});
    TUILERIE_CHECK(writeFileAtomically(path, overviewVrt(m_source->info(), m_size, m_factor, parts)));
    return path;
}

Result<QString> MosaicOverview::mosaicFile() const
{
    TUILERIE_TRY(overview, file());
    const int present = int(squares(true).size());
    const QString path = QStringLiteral("%1/mosaic-%2.vrt").arg(m_folder).arg(present);
    if (!QFile::exists(path))
        TUILERIE_CHECK(writeFileAtomically(path, mosaicVrt(*m_source, overview)));
    touchMosaic(m_folder);
    removeOlder(present);
    return path;
}

/// The one before stays: its layer may be drawn until the new one is there.
void MosaicOverview::removeOlder(int present) const
{
    QDir folder(m_folder);
    std::vector<int> counts;
    for (const QString &name : folder.entryList({QStringLiteral("mosaic-*.vrt")}, QDir::Files)) {
        if (const int count = name.section(QLatin1Char('-'), 1).section(QLatin1Char('.'), 0, 0).toInt(); count < present)
            counts.push_back(count);
    }
    std::sort(counts.begin(), counts.end());
    for (size_t i = 0; i + 1 < counts.size(); ++i) {
        folder.remove(QStringLiteral("mosaic-%1.vrt").arg(counts[i]));
        folder.remove(QStringLiteral("overview-%1.vrt").arg(counts[i]));
    }
}

} // namespace tuilerie
