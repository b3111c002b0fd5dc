// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/widgets/background.h"
#include "publish/request.h"
#include "source/inspect.h"
#include "source/rastersource.h"
#include "source/vectorinspect.h"

#include <QObject>
#include <QStringList>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace tuilerie {

/// What the headers of point clouds say together.
struct PointCloudFiles
{
    qint64 files = 0;
    qint64 points = 0;
    std::vector<std::pair<int, int>> formats; ///< x of LAS 1.x and point format, each once
    double minZ = 0, maxZ = 0;
};

/// The data set that the wizard works on, opened once in the background and shared by its panels. UI thread.
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
    SourceKind kind() const { return m_opened.kind; }
    PublishKind publishKind() const { return m_opened.publishKind; } ///< with the pyramids told apart
    /// What it is, for a request of these paths; nothing while it is not Ready.
    PublishRequest::Look look() const;
    std::shared_ptr<const RasterSource> source() const { return m_opened.source; } ///< rasters only, while Ready
    const std::vector<VectorLayerInfo> &tables() const
    {
        return m_opened.tables;
    } ///< vectors only: those with a geometry, points above lines above areas
    const PointCloudFiles &cloud() const { return m_opened.cloud; } ///< point clouds only
    /// Of the data, the assigned one where they have none; empty when there is none.
    QString crs() const;
    Extent extent() const { return m_opened.extent; } ///< in crs()
    const Error &error() const { return m_error; }
    qint64 files() const { return m_opened.files; }
    qint64 bytes() const { return m_opened.bytes; }    ///< of all files on disk
    int problems() const { return m_opened.problems; } ///< files that cannot be read

signals:
    void changed();
    void progressed(const tuilerie::Progress &progress);

private:
    struct Opened
    {
        SourceKind kind = SourceKind::Unknown;
        PublishKind publishKind = PublishKind::Raster;
        bool isFolder = false;
        std::shared_ptr<const RasterSource> source;
        std::vector<VectorLayerInfo> tables;
        PointCloudFiles cloud;
        QString crs;
        Extent extent;
        qint64 files = 0;
        qint64 bytes = 0;
        int problems = 0;
    };
    static Result<Opened> openAny(const QStringList &paths, const QString &assignCrs, WorkControl &control);
    static Status openVector(const QStringList &paths, const QString &assignCrs, Opened &opened, WorkControl &control);
    static Status openPointCloud(const QStringList &paths, Opened &opened, WorkControl &control);
    void take(Result<Opened> opened);

    State m_state = State::Empty;
    QStringList m_paths;
    QString m_assignCrs;
    Opened m_opened;
    Error m_error;
    LatestOnly<Result<Opened>> m_opening;
};

} // namespace tuilerie
