// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "base/work/keptfile.h"
#include "client/embeddedserver.h"
#include "publish/request.h"

#include <QJsonObject>
#include <QMap>
#include <QString>
#include <optional>

namespace tuilerie {

/// In place of a file in `request.style` of a draft: each table in its style of `mapStyles`.
inline constexpr QLatin1String MapStyles("map:");

/// What the wizard makes: a publication and where to. Plain value.
struct PublishDraft
{
    PublishRequest request; ///< `style` may be MapStyles
    QMap<QString, QString>
        mapStyles; ///< files with the styles that the map shows vector data in, by table; empty when they are not on the map
    QString servicesFor;                 ///< what the services were chosen for: other data, other defaults
    QString server = EmbeddedServerName; ///< or a URL
    QString page;                        ///< where the user was

    bool operator==(const PublishDraft &) const = default;
    QJsonObject toJson() const;
    /// What earlier versions kept is read, too.
    static Result<PublishDraft> fromJson(const QJsonObject &object);
    /// What the raster engine is asked for an estimate or a sample.
    RasterPyramidParams pyramid() const;
    /// What is published.
    PublishRequest finished() const;
};

/// Keeps the draft in the user's profile, so that a crash or a closed wizard loses nothing: written a moment after the last
/// change, off the UI thread (KeptFile). One draft for each profile. UI thread.
class DraftStore : public QObject
{
    Q_OBJECT

public:
    explicit DraftStore(QString file = defaultFile(), QObject *parent = nullptr);

    static QString defaultFile();
    const QString &file() const { return m_file.path(); }
    bool exists() const { return m_exists; }
    bool isLoaded() const { return m_newest.has_value(); } ///< load() does not read the file
    /// The newest one; reads the file when this session has kept none: then rather read() on another thread.
    Result<PublishDraft> load() const;
    static Result<PublishDraft> read(const QString &file); ///< any thread
    void keep(const PublishDraft &draft);
    void write() { m_file.write(); }          ///< soon, without waiting
    Status flush() { return m_file.flush(); } ///< waits for the disk
    void discard();

signals:
    void failed(const tuilerie::Error &error); ///< the profile cannot be written

private:
    KeptFile m_file;
    std::optional<PublishDraft> m_newest;
    bool m_exists;
};

} // namespace tuilerie
