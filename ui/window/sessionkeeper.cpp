// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/window/sessionkeeper.h"

#include "render/mapcrs.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/data/mapdocument.h"
#include "ui/widgets/background.h"
#include "base/atomicfile.h"

#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStandardPaths>

namespace tuilerie {

// A hand that drags changes the view sixty times a second.
static constexpr int GatherMs = 400;

SessionKeeper::SessionKeeper(MapDocument *document, MapCanvas *canvas, QObject *parent)
    : QObject(parent)
    , m_document(document)
    , m_canvas(canvas)
    , m_file(defaultFile(), 0)
{
    m_gather.setSingleShot(true);
    m_gather.setInterval(GatherMs);
    connect(&m_gather, &QTimer::timeout, this, &SessionKeeper::keep);
    connect(&m_file, &KeptFile::failed, this, &SessionKeeper::failed);
    connect(document, &MapDocument::rowsInserted, this, &SessionKeeper::changed);
    connect(document, &MapDocument::rowsRemoved, this, &SessionKeeper::changed);
    connect(document, &MapDocument::layersChanged, this, &SessionKeeper::changed);
    connect(document, &MapDocument::appearanceChanged, this, &SessionKeeper::changed);
    connect(document, &MapDocument::dataChanged, this, &SessionKeeper::changed);
    connect(canvas, &MapCanvas::viewChanged, this, &SessionKeeper::changed);
}

QString SessionKeeper::defaultFile()
{
    return QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/session.json");
}

void SessionKeeper::changed()
{
    m_begun = m_begun || m_document->count() > 0;
    // An empty window at the start is no session. One that was emptied is.
    if (!m_begun || m_restoring || m_ended)
        return;
    if (!m_gather.isActive())
        m_gather.start();
}

void SessionKeeper::keep()
{
    const QJsonObject session{
        {QStringLiteral("entries"), m_document->sessionToJson()}, {QStringLiteral("view"), m_canvas->view().toJson()}};
    m_file.keep([session] { return QJsonDocument(session).toJson(QJsonDocument::Compact); });
}

void SessionKeeper::end()
{
    if (m_gather.isActive())
        keep();
    m_gather.stop();
    m_file.write();
    m_ended = true;
}

void SessionKeeper::restore()
{
    m_restoring = true;
    runInBackground(
        WorkPool::quick(), this, [file = m_file.path()] { return find(file); }, [this](const Found &found) { take(found); });
}

SessionKeeper::Found SessionKeeper::find(const QString &file)
{
    Found found;
    const auto bytes = readWholeFile(file);
    if (!bytes)
        return found;
    found.session = QJsonDocument::fromJson(*bytes).object();
    QJsonArray there;
    for (const QJsonValue value : found.session.value(QLatin1String("entries")).toArray()) {
        QJsonObject entry = value.toObject();
        QStringList paths, gone;
        for (const QJsonValue path : entry.value(QLatin1String("paths")).toArray()) {
            const bool isThere = path.toString().contains(QLatin1Char('*')) || QFileInfo::exists(path.toString());
            (isThere ? paths : gone) << path.toString();
        }
        if (gone.size() == 1)
            found.missing << gone.front();
        else if (!gone.isEmpty())
            found.missing << tr("%1 and %2 more").arg(gone.front()).arg(gone.size() - 1);
        if (paths.isEmpty())
            continue;
        entry.insert(QStringLiteral("paths"), QJsonArray::fromStringList(paths));
        there.append(entry);
    }
    found.session.insert(QStringLiteral("entries"), there);
    MapCrs::use(MapView::fromJson(found.session.value(QLatin1String("view")).toObject()).crs);
    return found;
}

void SessionKeeper::take(const Found &found)
{
    m_restoring = false;
    m_missing = found.missing;
    const QJsonArray entries = found.session.value(QLatin1String("entries")).toArray();
    m_document->restoreSession(entries);
    if (!entries.isEmpty())
        m_canvas->setView(MapView::fromJson(found.session.value(QLatin1String("view")).toObject()));
    waitForData();
}

/// What cannot be opened is known when the last one has been tried.
void SessionKeeper::waitForData()
{
    if (m_document->isOpening()) {
        auto *waiting = new QObject(this);
        connect(m_document, &MapDocument::openingChanged, waiting, [this, waiting] {
            if (m_document->isOpening())
                return;
            QObject::disconnect(m_document, nullptr, waiting, nullptr);
            waiting->deleteLater();
            waitForData();
        });
        return;
    }
    for (int i = 0; i < m_document->count(); ++i) {
        const MapEntry &entry = m_document->entry(i);
        if (entry.state == MapEntry::State::Failed)
            m_missing << tr("%1: %2").arg(entry.title, entry.error.message);
    }
    emit restored();
    if (!m_missing.isEmpty())
        emit notRestored(std::exchange(m_missing, {}));
}

} // namespace tuilerie
