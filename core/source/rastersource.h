// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/progress.h"
#include "base/result.h"
#include "grid/extent.h"
#include "source/rasterbands.h"

#include <QJsonObject>
#include <QStringList>
#include <array>
#include <memory>
#include <optional>
#include <vector>

namespace tuilerie {

enum class RasterSampleType { UInt8, Int8, UInt16, Int16, Float32, Other };
QString sampleTypeName(RasterSampleType type); ///< "uint8" … "float32", "other"

/// One file of a raster data set: what its header says. Rasters are north-up; a rotated one is reported by the checks.
struct RasterTile
{
    QString path;
    qint64 size = 0;   ///< bytes on disk
    quint64 stamp = 0; ///< as in FileStatus; tells that the index is out of date
    Extent extent;     ///< in the file's CRS
    int width = 0;
    int height = 0;
    double cellSizeX = 0; ///< positive
    double cellSizeY = 0; ///< positive
    int bands = 0;
    std::vector<RasterBand> bandList;                ///< as many
    RasterSampleType type = RasterSampleType::Other; ///< of the values: Float32 where bands are scaled
    RasterSampleType storedType = RasterSampleType::Other;
    bool isScaled = false;   ///< values are the samples with scale and offset of their bands, which are left out otherwise
    int bits = 0;            ///< of a sample that are used, where they are not all
    bool isMinWhite = false; ///< shown with its least values white; the values are as stored
    int pages = 1;           ///< pictures in the file, of which the first is read
    QString crs;             ///< "EPSG:2154", or WKT where no authority knows it; empty when the file says nothing
    QString driver;          ///< GDAL's short name
    QString compression;     ///< "JPEG", "LZW"…, empty for none
    std::optional<double> nodata; ///< of the first band
    bool hasMask = false;         ///< internal or .msk mask
    bool hasAlpha = false;
    bool hasPalette = false;
    bool hasClearColours = false; ///< the palette has colours that are not opaque
    quint32 palette = 0;          ///< tells palettes apart (paletteStamp)
    bool isRotated = false;       ///< sheared, turned or mirrored: cannot be read, only reported
    bool isSouthUp = false;       ///< first row in the south; read the right way up
    bool isGeoreferenced = true;  ///< false: extent is in cells, x to the right, y from 0 downwards to −height
    bool hasZeroExtent = false;   ///< it has a georeferencing, of which a cell has no size; extent as above
    bool isNorthingFirst = false; ///< georeferencing that looks as if x and y were swapped
    QString problem;              ///< why the file could not be opened; all but path, size and dates is empty then
    QString problemDetail;        ///< GDAL's words for it
    QStringList sidecars;         ///< names of the files beside it that belong to it (.tfw, .aux.xml, .ovr, .msk)
    quint64 sidecarStamp = 0;     ///< changes with any of them

    /// Does it say of pixels that they hold nothing, or that one sees through them?
    bool isSeeThrough() const;
};

/// A number for a palette: begins with 1, takes in red, green, blue and opacity of each colour.
quint32 paletteStamp(quint32 before, const std::array<int, 4> &colour);

/// What the data set is as a whole, and what `inspect` prints.
struct RasterInfo
{
    QString crs;
    Extent extent;
    double cellSizeX = 0; ///< the finest of the files
    double cellSizeY = 0;
    int bands = 0;
    int colours = 0; ///< bands without opacity: the most of one file
    RasterSampleType type = RasterSampleType::Other;
    std::optional<double> nodata;
    bool hasOneNodata = true; ///< all files say that value of what they mean, or none says any
    bool hasMask = false;
    bool hasAlpha = false;
    bool hasPalette = false;
    bool isSeeThrough = false; ///< one of the files is
    QString driver;
    QString compression;
    qint64 files = 0;
    qint64 width = 0; ///< of the whole mosaic, in cells
    qint64 height = 0;
};

struct RasterOpenOptions
{
    QString assignCrs; ///< used where files have none ("EPSG:2154")
    bool useIndexCache = true;
    bool forChecks =
        false; ///< opens also what is no sound data set (no file readable, several CRSs), for the checks to say why
    bool saysLeftOut = true; ///< warnings of what was left out of folders and globs; false when the caller has said it
};

/// A raster data set: one file, a folder, a glob or a VRT of any number of tiles, seen as one mosaic in one CRS. Only
/// headers are read, in parallel, and kept in an index in the user's cache, so that a second opening reads none. Immutable
/// once open; share it between threads.
class RasterSource
{
public:
    /// NotFound: no such file; Corrupt, Denied: no file can be read; Invalid: several CRSs, or assignCrs is unknown. Files
    /// that cannot be read beside others that can are told to `control` as warnings.
    static Result<std::shared_ptr<const RasterSource>> open(
        const QStringList &paths, const RasterOpenOptions &options, WorkControl &control);
    virtual ~RasterSource() = default;
    virtual const RasterInfo &info() const = 0;
    virtual const std::vector<RasterTile> &tiles() const = 0; ///< also those with a problem
    /// Indexes into tiles() of the readable ones that touch the extent (mosaic CRS), in drawing order (later ones above).
    virtual std::vector<int> tilesTouching(const Extent &extent) const = 0;
    virtual QJsonObject toJson() const = 0; ///< the object of `inspect` (docs/cli.md)
};

/// Pixels read from a mosaic: `channels` interleaved samples of float or uint8, and one byte of validity for each pixel.
/// Invalid are pixels that no file covers, that are nodata (in all colour bands), masked, not finite, or wholly transparent
/// (alpha 0; their samples are there all the same). Samples of pixels that no file covers are 0.
struct RasterBlock
{
    int width = 0;
    int height = 0;
    int channels = 0;
    bool isFloat = false;
    std::vector<uint8_t> bytes; ///< when !isFloat
    std::vector<float> floats;  ///< when isFloat
    std::vector<uint8_t> valid; ///< 0 = no data, 255 = data; empty means all valid
    bool empty = true;          ///< not one valid pixel
};

struct RasterReadOptions
{
    int channels = 3;             ///< wanted; gray is spread to RGB, palettes are expanded, the last of 2 or 4 is opacity
    bool asFloat = false;         ///< values as they are meant (scaled); 2 or 4 channels are bands where a file has so many.
                                  ///< false makes uint8 of them by `stretch`
    std::optional<double> nodata; ///< overrides the files'
    std::vector<int> bands;       ///< numbers from 1 of those that are the colours; empty = as the file says (pictureBands)
    double stretchMin = 0;        ///< of the linear stretch to 0…255 when !asFloat and the data are not uint8
    double stretchMax = 0;        ///< equal to stretchMin: the whole range of uint16 or int16; float32 needs one
    int maxOpenFiles = 64;        ///< GDAL handles that one reader keeps
    int blockCacheMiB = 0;        ///< GDAL's cache of decoded blocks, of the whole process; 0 leaves it as it is
};

/// Reads windows of a RasterSource. One per thread: it owns GDAL handles (a bounded number, least recently used closed).
class RasterReader
{
public:
    static Result<std::unique_ptr<RasterReader>> create(
        std::shared_ptr<const RasterSource> source, const RasterReadOptions &options);
    virtual ~RasterReader() = default;
    /// Fills `out` with width × height cells covering `extent` (mosaic CRS): exactly the file's own pixels where the grids
    /// coincide. Coarser than the data by ≥ 2: from overviews where the files have them. Finer or not aligned: nearest.
    /// Io or Corrupt, naming the file, when a source turns unreadable.
    virtual Status read(const Extent &extent, int width, int height, RasterBlock &out) = 0;
};

} // namespace tuilerie
