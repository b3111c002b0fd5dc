// SPDX-License-Identifier: GPL-3.0-or-later
#include "datastore/datastore.h"

#include "base/atomicfile.h"
#include "base/filename.h"

#include <QCoreApplication>
#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <cstdio>

namespace tuilerie {

namespace {

constexpr int PathLimit = 2000;

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Datastore", text);
}

const QStringList &uploadTypes()
{
    static const QStringList types{UploadType::Vector, UploadType::Raster, UploadType::Archive, UploadType::Rok4Pyramid,
        UploadType::Index, UploadType::HistoricImagery, UploadType::PointCloud, UploadType::Pyramid3d};
    return types;
}

Status mustBeOpen(const QJsonObject &upload)
{
    if (upload.value(QLatin1String("status")).toString() != UploadStatus::Open)
        return fail(ErrorCode::Conflict,
            tr("The upload is not open (status %1). Open it before its files are changed.")
                .arg(upload.value(QLatin1String("status")).toString()));
    return {};
}

} // namespace

Result<QString> Datastore::safePath(const QString &path)
{
    QString relative = path;
    while (relative.startsWith(QLatin1Char('/')))
        relative.remove(0, 1);
    const auto bad = [&] {
        return fail(ErrorCode::Invalid,
            tr("“%1” is not a path for a file of an upload. Give a relative one such as data/tile_01.tif.").arg(path));
    };
    if (relative.isEmpty() || relative.toUtf8().size() > PathLimit)
        return bad();
    const QStringList parts = relative.split(QLatin1Char('/'));
    for (const QString &part : parts)
        if (part.isEmpty() || part == QLatin1String(".") || part == QLatin1String("..") || part.toUtf8().size() > 255)
            return bad();
    for (const QChar letter : relative)
        if (letter.unicode() < 0x20 || letter.unicode() == 0x7f)
            return bad();
    return relative;
}

QString Datastore::uploadFolder(const QString &upload) const
{
    return m_options.folder + QLatin1String("/uploads/") + upload;
}

QString Datastore::pathOf(const QString &upload, const UploadFile &file) const
{
    return file.reference.isEmpty() ? uploadFolder(upload) + QLatin1Char('/') + file.path : file.reference;
}

Result<QJsonObject> Datastore::createUpload(const QJsonObject &body)
{
    Upload upload = Upload::fromJson(body);
    for (const auto &[name, value] : {std::pair{"name", upload.name}, std::pair{"description", upload.description},
             std::pair{"type", upload.type}, std::pair{"srs", upload.srs}})
        if (value.trimmed().isEmpty())
            return fail(ErrorCode::Invalid, tr("The member “%1” of an upload must not be empty.").arg(QLatin1String(name)));
    if (!uploadTypes().contains(upload.type))
        return fail(ErrorCode::Invalid,
            tr("“%1” is not a type of upload. Use one of %2.").arg(upload.type, uploadTypes().join(QLatin1String(", "))));
    const QString pyramidType = upload.typeInfos.value(QLatin1String("pyramid_type")).toString();
    if (upload.type == UploadType::Pyramid3d && pyramidType != QLatin1String("COPC") && pyramidType != QLatin1String("EPT"))
        return fail(
            ErrorCode::Invalid, tr("An upload of the type PYRAMID-3D needs “type_infos.pyramid_type”: COPC or EPT."));
    upload.id.clear();
    upload.status = UploadStatus::Open;
    upload.size = 0;
    upload.contact = setting(QStringLiteral("contact"));
    return m_entities->insert(EntityKind::Upload, upload.toJson());
}

Result<QString> Datastore::incomingFile(const QString &upload) const
{
    TUILERIE_TRY(document, m_entities->find(EntityKind::Upload, upload));
    TUILERIE_CHECK(mustBeOpen(document));
    return m_options.folder + QLatin1String("/incoming/") + newId();
}

Status Datastore::addFile(const QString &upload, const QString &path, const QString &incoming, bool isMd5)
{
    TUILERIE_TRY(relative, safePath(path));
    const qint64 size = QFileInfo(incoming).size();
    const QString target = uploadFolder(upload) + QLatin1Char('/') + relative;
    return m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->find(EntityKind::Upload, upload));
        TUILERIE_CHECK(mustBeOpen(document));
        const QString folder = QFileInfo(target).path();
        if (QFileInfo(target).isDir() || !QDir().mkpath(folder))
            return fail(ErrorCode::Conflict,
                tr("“%1” cannot be stored: a file and a folder of the upload would have the same name.").arg(relative));
        if (std::rename(QFile::encodeName(incoming).constData(), QFile::encodeName(target).constData()) != 0)
            return fail(errorFromErrno(tr("store the file"), target));
        TUILERIE_CHECK(syncFolder(folder));
        TUILERIE_CHECK(m_entities->database().run(
            "INSERT INTO upload_file(upload, path, size, reference, is_md5) VALUES(?,?,?,NULL,?) "
            "ON CONFLICT(upload, path) DO UPDATE SET size=excluded.size, reference=NULL, is_md5=excluded.is_md5",
            {upload, relative, size, isMd5}));
        return m_entities->change(EntityKind::Upload, upload, [](QJsonObject &) { return Status(); })
            .map([](const QJsonObject &) {});
    });
}

Status Datastore::mayRefer(const QString &path) const
{
    // Of what is not there nothing more is said than of what is: that, too, would tell what the machine holds.
    const QString real = QFileInfo(path).canonicalFilePath();
    const QString place = real.isEmpty() ? QDir::cleanPath(path) : real;
    for (const QString &reference : m_options.references) {
        const QString folder = QFileInfo(reference).canonicalFilePath();
        if (!folder.isEmpty()
            && (folder == QLatin1String("/") || place == folder || place.startsWith(folder + QLatin1Char('/'))))
            return {};
    }
    return fail(ErrorCode::Denied,
        tr("“%1” is not below a folder from which this server takes files where they lie (--references). Send the bytes.")
            .arg(path));
}

Status Datastore::addReference(const QString &upload, const QString &path, const QString &file)
{
    TUILERIE_TRY(relative, safePath(path));
    if (QDir::isAbsolutePath(file))
        TUILERIE_CHECK(mayRefer(file));
    const FileStatus status = fileStatus(file);
    const auto below = status.isFolder ? filesBelow(file) : std::nullopt;
    QFile opened;
    if (!QDir::isAbsolutePath(file) || (status.isFolder ? !below : !status.isFile || !openFile(opened, file)))
        return fail(
            ErrorCode::Invalid, tr("“%1” is not a file or folder that the server can read. Give its whole path.").arg(file));
    // Names in the upload are text; what is none in those of a folder is written as "%E9".
    std::vector<std::pair<QString, QString>> entries;
    for (const QString &place : below.value_or(QStringList()))
        entries.emplace_back(relative + portablePath(place.mid(file.size())), place);
    if (status.isFile)
        entries.emplace_back(relative, absolutePath(file));
    for (const auto &[name, place] : entries)
        TUILERIE_CHECK(mayRefer(place));
    return m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->find(EntityKind::Upload, upload));
        TUILERIE_CHECK(mustBeOpen(document));
        for (const auto &[name, place] : entries)
            TUILERIE_CHECK(m_entities->database().run(
                "INSERT INTO upload_file(upload, path, size, reference, is_md5) VALUES(?,?,?,?,0) "
                "ON CONFLICT(upload, path) DO UPDATE SET size=excluded.size, reference=excluded.reference, is_md5=0",
                {upload, name, fileStatus(place).size, place}));
        return {};
    });
}

Status Datastore::removeFile(const QString &upload, const QString &path)
{
    TUILERIE_TRY(relative, safePath(path));
    return m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->find(EntityKind::Upload, upload));
        TUILERIE_CHECK(mustBeOpen(document));
        bool isThere = false, isReference = false;
        TUILERIE_CHECK(m_entities->database().run(
            "SELECT reference FROM upload_file WHERE upload=? AND path=?", {upload, relative}, [&](const SqlRow &row) {
                isThere = true;
                isReference = !row.isNull(0);
            }));
        if (!isThere)
            return fail(ErrorCode::NotFound, tr("The upload has no file “%1”.").arg(relative));
        TUILERIE_CHECK(m_entities->database().run("DELETE FROM upload_file WHERE upload=? AND path=?", {upload, relative}));
        if (!isReference)
            QFile::remove(uploadFolder(upload) + QLatin1Char('/') + relative);
        return {};
    });
}

Result<std::vector<UploadFile>> Datastore::files(const QString &upload) const
{
    std::vector<UploadFile> result;
    const std::lock_guard lock(m_entities->mutex());
    TUILERIE_CHECK(
        m_entities->database().run("SELECT path, size, reference, is_md5 FROM upload_file WHERE upload=? ORDER BY path",
            {upload}, [&](const SqlRow &row) {
                result.push_back({row.text(0), row.integer(1), row.text(2), row.integer(3) != 0});
            }));
    return result;
}

namespace {
void insertNode(std::vector<UploadTreeNode> &nodes, const QStringList &parts, int index, qint64 size)
{
    const QString &name = parts.at(index);
    // Paths come sorted: the folder, when it is there, is the last node.
    const bool isLast = index == parts.size() - 1;
    if (isLast) {
        nodes.push_back({false, name, size, {}});
        return;
    }
    if (nodes.empty() || !nodes.back().isDirectory || nodes.back().name != name) {
        const auto found = std::find_if(
            nodes.begin(), nodes.end(), [&](const UploadTreeNode &node) { return node.isDirectory && node.name == name; });
        if (found == nodes.end())
            nodes.push_back({true, name, 0, {}});
        else
            std::rotate(found, found + 1, nodes.end());
    }
    nodes.back().size += size;
    insertNode(nodes.back().children, parts, index + 1, size);
}
} // namespace

Result<std::vector<UploadTreeNode>> Datastore::tree(const QString &upload) const
{
    TUILERIE_TRY(document, m_entities->find(EntityKind::Upload, upload));
    if (document.value(QLatin1String("status")).toString() == UploadStatus::Deleted)
        return fail(ErrorCode::NotFound, tr("The upload has been deleted: its files are gone."));
    TUILERIE_TRY(list, files(upload));
    std::vector<UploadTreeNode> nodes;
    for (const UploadFile &file : list)
        insertNode(nodes, file.path.split(QLatin1Char('/')), 0, file.size);
    return nodes;
}

Result<QJsonObject> Datastore::setUploadStatus(
    const QString &upload, const QStringList &from, const QString &to, const QString &event)
{
    QJsonObject result;
    const Status status = m_entities->transaction([&]() -> Status {
        TUILERIE_TRY(document, m_entities->change(EntityKind::Upload, upload, [&](QJsonObject &document) -> Status {
            const QString present = document.value(QLatin1String("status")).toString();
            if (!from.contains(present))
                return fail(ErrorCode::Conflict, tr("An upload of status %1 cannot become %2.").arg(present, to));
            document.insert(QLatin1String("status"), to);
            if (to == UploadStatus::Checking) {
                qint64 size = 0;
                TUILERIE_CHECK(m_entities->database().run("SELECT coalesce(sum(size),0) FROM upload_file WHERE upload=?",
                    {upload}, [&](const SqlRow &row) { size = row.integer(0); }));
                document.insert(QLatin1String("size"), size);
            }
            return {};
        }));
        TUILERIE_CHECK(m_entities->addEvent(upload, event));
        result = document;
        return {};
    });
    TUILERIE_CHECK(status);
    return result;
}

Status Datastore::deleteUpload(const QString &upload)
{
    const Status stored = m_entities->transaction([&]() -> Status {
        const QStringList executions = m_entities->linkedTo(upload, QStringLiteral("input_upload"));
        for (const QString &execution : executions) {
            const auto document = m_entities->find(EntityKind::Execution, execution);
            const QString status = document ? document->value(QLatin1String("status")).toString() : QString();
            if (status == QLatin1String("WAITING") || status == QLatin1String("PROGRESS"))
                return fail(ErrorCode::Conflict, tr("A processing is reading this upload. Wait for its end or abort it."));
        }
        TUILERIE_CHECK(setUploadStatus(upload,
            {UploadStatus::Open, UploadStatus::Closed, UploadStatus::Unstable, UploadStatus::Created}, UploadStatus::Deleted,
            tr("Deleted")));
        return m_entities->database().run("DELETE FROM upload_file WHERE upload=?", {upload});
    });
    TUILERIE_CHECK(stored);
    TUILERIE_CHECK(removeFolder(copyFolder(upload)));
    // Files by reference lie elsewhere: only our copies go.
    return removeFolder(uploadFolder(upload));
}

} // namespace tuilerie
