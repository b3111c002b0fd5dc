// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"

#include <QCryptographicHash>
#include <QDirIterator>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>

namespace tuilerie::test {

using namespace Qt::StringLiterals;

CliResult cli(const QStringList &arguments, int timeoutMs)
{
    CliResult result{runProgram(programPath(u"tuilerie-cli"_s), arguments, timeoutMs), {}};
    result.json = QJsonDocument::fromJson(result.output);
    return result;
}

bool makeOrthophoto(const QString &folder, int across, int pixels, double cellSize, int seed)
{
    const QString tiles = u"%1x%1"_s.arg(across);
    const ProcessResult made = runProgram(programPath(u"tuilerie-sample"_s),
        {u"--output"_s, folder, u"--only"_s, u"ortho"_s, u"--tiles"_s, tiles, u"--tile-pixels"_s, QString::number(pixels),
            u"--cell"_s, QString::number(cellSize), u"--seed"_s, QString::number(seed)});
    if (made.exitCode != 0)
        qWarning("tuilerie-sample: %s", made.errors.constData());
    return made.exitCode == 0;
}

HttpResult httpGet(const QString &url)
{
    QNetworkAccessManager network;
    network.setProxy(QNetworkProxy::NoProxy);
    QNetworkRequest request{QUrl(url)};
    request.setTransferTimeout(30000);
    QNetworkReply *reply = network.get(request);
    QEventLoop loop;
    QObject::connect(reply, &QNetworkReply::finished, &loop, &QEventLoop::quit);
    loop.exec();
    HttpResult result{reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt(), reply->rawHeader("Content-Type"),
        reply->readAll()};
    delete reply;
    return result;
}

CliResult python(const QString &script, const QStringList &arguments, int timeoutMs)
{
    qputenv("NO_PROXY", "127.0.0.1");
    qputenv("no_proxy", "127.0.0.1");
    QStringList all{QStringLiteral(E2E_FOLDER "/") + script};
    all << arguments;
    CliResult result{runProgram(u"/usr/bin/python3"_s, all, timeoutMs), {}};
    result.json = QJsonDocument::fromJson(result.output);
    return result;
}

QString serviceUrl(const QJsonObject &published, const QString &service)
{
    for (const QJsonValue &offering : published.value(u"offerings"_s).toArray()) {
        if (offering[u"service"_s].toString() == service)
            return offering[u"url"_s].toString();
    }
    return {};
}

QMap<QString, QByteArray> digests(const QString &folder)
{
    QMap<QString, QByteArray> all;
    const QDir root(folder);
    QDirIterator files(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
    while (files.hasNext()) {
        QFile file(files.next());
        QCryptographicHash hash(QCryptographicHash::Sha256);
        if (file.open(QIODevice::ReadOnly))
            hash.addData(&file);
        all.insert(root.relativeFilePath(file.fileName()), hash.result().toHex());
    }
    return all;
}

ServerGuard::~ServerGuard()
{
    cli({u"server"_s, u"stop"_s});
}

} // namespace tuilerie::test
