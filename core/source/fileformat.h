// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QLatin1String>
#include <QStringList>
#include <span>

namespace tuilerie {

enum class SourceKind { Unknown, Raster, Vector, PointCloud };

/// One row of the only list of formats that there is: inspection, checks, deliveries, the server, the wizard, file dialogs
/// and drops ask it. Immutable, any thread.
struct FileFormat
{
    QLatin1String name; ///< as it is called in lists for people
    SourceKind kind = SourceKind::Unknown;
    QList<QLatin1String> endings; ///< lower case, without dot; the first is the usual one
    QList<QLatin1String> drivers; ///< GDAL's short names; none where readers of our own do it
    /// Endings of files beside it that go with it into an upload: "tfw" takes the place of its own ending, "*.msk" follows
    /// its whole name.
    QList<QLatin1String> sidecars;
    /// Never: not read from an upload. Here: only where the server reads this machine's files, since it names others.
    enum class Upload { Never, Here, Everywhere } upload = Upload::Everywhere;
    bool isIndex = false;   ///< names other files of its kind, and would repeat those that lie beside it
    bool isCommon = false;  ///< among those that messages give as examples
    bool isWritten = false; ///< a repaired copy can be one, through its first driver

    QString filter() const; ///< "*.tif *.tiff"
};

std::span<const FileFormat> fileFormats();
/// By the ending, in any letter case, null where it says nothing; ".json" says nothing but for "ept.json".
const FileFormat *formatOfName(const QString &path);
/// The kind that a file's name says, Unknown where it says nothing.
SourceKind kindOfName(const QString &path);
/// The kind by name or, failing that, first bytes.
SourceKind kindOfFile(const QString &path);
/// Is it the ept.json that stands for an EPT and all its node files?
bool isEptDescriptor(const QString &path);
/// Does it name others of its kind (VRT, VPC)?
bool isIndexFile(const QString &path);
/// Do our engines and checks read it from an upload?
bool isUploadable(const QString &path);

/// GDAL drivers that may open a file of that kind and ending: none that takes its bytes for a list of other files or
/// servers, unless the ending says so, or its bytes where that says nothing. Null-terminated, static, never null.
const char *const *driversFor(SourceKind kind, const QString &path);
/// Is there a driver for it in the GDAL that this program runs with?
bool hasDriver(const FileFormat &format);

/// "GeoTIFF, GeoPackage, …": the common formats of that kind (Unknown: of all kinds), for sentences.
QString commonFormats(SourceKind kind);
/// "*.tif *.tiff … ept.json" of all kinds, for file dialogs.
QString fileDialogPatterns();
/// "*.gpkg *.shp …": what a repaired copy can be.
QString writtenPatterns();

/// Is `name` a sidecar of the file `own` (both names without folder, any letter case)?
bool isSidecarOf(const QString &name, const QString &own);
/// Could it be a sidecar of some file? Then alone it is no data.
bool isSidecarName(const QString &name);

} // namespace tuilerie
