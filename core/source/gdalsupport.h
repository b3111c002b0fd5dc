// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/result.h"

#include <QStringList>
#include <memory>

namespace tuilerie {

/// Registers GDAL's drivers once for the process and sets what every use of ours relies on. Thread-safe, cheap after the
/// first call.
void ensureGdal();

/// Lets go of all drivers but those of our formats and those that we write with, for the whole process: a VRT, an overview
/// or a mask opens its files with any that is there. ensureGdal() does; again for who registers them anew, as QGIS does at
/// its start.
void keepDrivers();

/// Closes what GDALOpenEx gave, then lets go of what had to live as long.
struct GdalCloser
{
    void operator()(void *dataset) const;
    std::shared_ptr<void> companion;
};
using GdalDataset = std::unique_ptr<void, GdalCloser>;

/// Keeps GDAL's messages of this thread off stderr and for us, as long as it lives. Not to be shared between threads.
class GdalErrorTrap
{
public:
    GdalErrorTrap();
    ~GdalErrorTrap();
    GdalErrorTrap(const GdalErrorTrap &) = delete;
    GdalErrorTrap &operator=(const GdalErrorTrap &) = delete;
    QString text() const { return m_text; }         ///< the failures so far, one a line; empty for none
    QString warnings() const { return m_warnings; } ///< likewise what GDAL only warned of
    void clear() { m_text.clear(); }
    void add(const char *message, bool isWarning = false);

private:
    QString m_text;
    QString m_warnings;
};

/// Opens a raster read-only. `sidecars` are the names (without folder) of the files beside it that may belong to it, so that
/// GDAL neither lists the folder nor tries names; null lets GDAL look by itself. `driver` (GDAL short name) skips the
/// guessing. Errors name the file: NotFound, Denied, Corrupt.
Result<GdalDataset> openRaster(const QString &path, const QStringList *sidecars = nullptr, const QString &driver = {});

/// The error for a file that GDAL could not write: DiskFull where the file system has no room left, else Io.
Error unwrittenFile(const QString &path, const QString &gdalText);

} // namespace tuilerie
