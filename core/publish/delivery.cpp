// SPDX-License-Identifier: GPL-3.0-or-later
#include "publish/delivery.h"

#include "base/work/progressmeter.h"
#include "base/filename.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

namespace tuilerie {

using namespace Qt::StringLiterals;

namespace {

constexpr QLatin1String md5Name("data.md5");

QString tr(const char *text)
{
    return QCoreApplication::translate("tuilerie::Delivery", text);
}

Result<QByteArray> md5OfFile(const QString &path, WorkControl &control)
{
    QFile file;
    if (!openFile(file, path))
        return fail(errorFromErrno(tr("Reading"), path));
    QCryptographicHash hash(QCryptographicHash::Md5);
    QByteArray buffer(1 << 20, Qt::Uninitialized);
    for (;;) {
        const qint64 n = file.read(buffer.data(), buffer.size());
        if (n < 0)
            return fail(errorFromErrno(tr("Reading"), path));
        if (n == 0)
            return hash.result().toHex();
        hash.addData(QByteArrayView(buffer.constData(), n));
        if (const StopRequest stop = control.shouldStop(); stop != StopRequest::None)
            return fail(stopError(stop));
    }
}

// An answer that says nothing certain about whether the bytes are there: the tree will tell (docs/entrepot.md §6.1).
bool isDoubtful(const Error &error)
{
    return error.code == ErrorCode::Conflict || error.code == ErrorCode::Network;
}

Status sendMd5Lines(EntrepotClient &client, const QString &upload, const std::vector<DeliveryFile> &files)
{
    ProgressMeter meter(client.control(), u"checksum"_s, qint64(files.size()));
    std::vector<const DeliveryFile *> sorted;
    for (const DeliveryFile &file : files)
        sorted.push_back(&file);
    std::sort(sorted.begin(), sorted.end(), [](const auto *a, const auto *b) { return a->remotePath < b->remotePath; });
    QByteArray lines;
    qint64 done = 0;
    for (const DeliveryFile *file : sorted) {
        TUILERIE_TRY(digest, md5OfFile(file->path, client.control()));
        lines += digest + "  " + file->remotePath.toUtf8() + '\n';
        (void)meter.advance(++done, 0);
    }
    auto sent = client.sendMd5(upload, md5Name, lines);
    // One of an earlier run is in the way.
    if (!sent && sent.error().code == ErrorCode::Conflict) {
        TUILERIE_CHECK(client.deleteData(upload, md5Name));
        sent = client.sendMd5(upload, md5Name, lines);
    }
    return sent;
}

} // namespace

Status deliver(EntrepotClient &client, const QString &upload, const std::vector<DeliveryFile> &files, bool byReference)
{
    TUILERIE_TRY(tree, client.uploadTree(upload));
    const QMap<QString, qint64> there = treeSizes(tree);
    qint64 bytes = 0;
    for (const DeliveryFile &file : files)
        bytes += file.size;

    ProgressMeter meter(client.control(), u"upload"_s, byReference ? qint64(files.size()) : bytes);
    qint64 doneFiles = 0;
    qint64 doneBytes = 0;
    std::vector<std::pair<const DeliveryFile *, Error>> doubtful;
    for (const DeliveryFile &file : files) {
        const auto known = there.constFind(file.remotePath);
        if (known == there.constEnd() || *known != file.size) {
            if (known != there.constEnd())
                TUILERIE_CHECK(client.deleteData(upload, file.remotePath));
            const auto report = [&](qint64 sent) {
                (void)meter.advance(doneBytes + std::min(sent, file.size), doneBytes + sent);
            };
            const Status sent = byReference ? client.referFile(upload, file.remotePath, file.path)
                                            : client.sendFile(upload, file.remotePath, file.path, report);
            if (!sent && !isDoubtful(sent.error()))
                return fail(sent.error());
            if (!sent)
                doubtful.emplace_back(&file, sent.error());
        }
        ++doneFiles;
        doneBytes += file.size;
        (void)meter.advance(byReference ? doneFiles : doneBytes, doneBytes);
    }

    if (!doubtful.empty()) {
        TUILERIE_TRY(after, client.uploadTree(upload));
        const QMap<QString, qint64> arrived = treeSizes(after);
        for (const auto &[file, error] : doubtful) {
            if (arrived.value(file->remotePath, -1) != file->size)
                return fail(error.code,
                    tr("%1 did not arrive on the server. Run the same again: it goes on with what is missing.")
                            .arg(file->path)
                        + u' ' + error.message,
                    error.detail);
        }
    }
    return byReference ? Status() : sendMd5Lines(client, upload, files);
}

} // namespace tuilerie
