// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "publish/background.h"
#include "source/inspect.h"
#include "source/rastersource.h"

#include <QObject>
#include <QStringList>
#include <memory>

namespace tuilerie {

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
    const QStringList &paths() const { return m_paths; }
    const QString &assignCrs() const { return m_assignCrs; }
    SourceKind kind() const { return m_kind; }
    std::shared_ptr<const RasterSource> source() const { return m_source; } ///< only while Ready
    const Error &error() const { return m_error; }
    qint64 bytes() const { return m_bytes; } ///< of all files on disk
    int problems() const { return m_problems; } ///< files that cannot be read

signals:
    void changed();
    void progressed(const tuilerie::Progress &progress);

private:
    struct Opened {
        SourceKind kind = SourceKind::Unknown;
        Result<std::shared_ptr<const RasterSource>> source;
    };
    void take(Opened opened);

    State m_state = State::Empty;
    QStringList m_paths;
    QString m_assignCrs;
    SourceKind m_kind = SourceKind::Unknown;
    std::shared_ptr<const RasterSource> m_source;
    Error m_error;
    qint64 m_bytes = 0;
    int m_problems = 0;
    LatestOnly<Opened> m_opening;
};

} // namespace tuilerie
