// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "delivery/datalook.h"
#include "publish/request.h"
#include "ui/widgets/background.h"

#include <QObject>
#include <QStringList>
#include <vector>

namespace tuilerie {

/// The data set that the wizard works on, looked at once in the background, in the box, and shared by its panels. UI thread.
class DataSet : public QObject
{
    Q_OBJECT

public:
    enum class State { Empty, Opening, Ready, Failed };

    explicit DataSet(QObject *parent = nullptr);
    ~DataSet() override;

    /// Opens these files, folders or globs, unless they are open already. A newer call replaces a running one.
    void open(const QStringList &paths, const QString &assignCrs);

    State state() const { return m_state; }
    bool isReady() const { return m_state == State::Ready; }
    const QStringList &paths() const { return m_paths; }
    const QString &assignCrs() const { return m_assignCrs; }
    SourceKind kind() const; ///< Unknown while it is not Ready; a point cloud's pyramids count as such
    PublishKind publishKind() const { return m_seen.kind; } ///< with the pyramids told apart
    /// What it is, for a request of these paths; nothing while it is not Ready.
    PublishRequest::Look look() const;
    /// Rasters only, while Ready; else null.
    const RasterInfo *raster() const { return isReady() && kind() == SourceKind::Raster ? &m_seen.raster : nullptr; }
    const std::vector<Extent> &footprints() const { return m_seen.footprints; } ///< of rasters that can be read, in crs()
    /// Vectors only: those with a geometry, points above lines above areas.
    const std::vector<VectorLayerInfo> &tables() const { return m_seen.tables; }
    const PointCloudFiles &cloud() const { return m_seen.cloud; } ///< point clouds only
    /// Of the data, the assigned one where they have none; empty when there is none.
    QString crs() const;
    Extent extent() const { return m_seen.extent; } ///< in crs()
    const Error &error() const { return m_error; }
    qint64 files() const { return m_seen.files; }
    qint64 bytes() const { return m_seen.bytes; }    ///< of all files on disk
    int problems() const { return m_seen.problems; } ///< files that cannot be read

signals:
    void changed();
    void progressed(const tuilerie::Progress &progress);

private:
    void take(Result<DataLook> seen);

    State m_state = State::Empty;
    QStringList m_paths;
    QString m_assignCrs;
    DataLook m_seen;
    Error m_error;
    LatestOnly<Result<DataLook>> m_looking;
};

} // namespace tuilerie
