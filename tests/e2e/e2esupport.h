// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "support/testsupport.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>

namespace tuilerie::test {

/// What tuilerie-cli gave back; `json` is stdout read as one document.
struct CliResult : ProcessResult
{
    QJsonDocument json;
};
/// Runs tuilerie-cli to its end, in the test's own profile.
CliResult cli(const QStringList &arguments, int timeoutMs = 300000);

/// Invented orthophoto tiles in Lambert-93 (tuilerie-sample): `across` × `across` tiles of `pixels` pixels; false when that
/// failed.
bool makeOrthophoto(const QString &folder, int across, int pixels, double cellSize = 0.5, int seed = 1);

/// GET with status and body; status 0 when nobody answers.
struct HttpResult
{
    int status = 0;
    QByteArray contentType;
    QByteArray body;
};
HttpResult httpGet(const QString &url);

/// Python with GDAL, OWSLib and NumPy, which Debian packages; the scripts lie beside the tests.
CliResult python(const QString &script, const QStringList &arguments, int timeoutMs = 300000);

/// The url of a service in the document of `publish --json`.
QString serviceUrl(const QJsonObject &published, const QString &service);
/// All files below a folder by relative path, with their SHA-256.
QMap<QString, QByteArray> digests(const QString &folder);

/// Stops the embedded server of the test's profile, whatever happened.
class ServerGuard
{
public:
    ~ServerGuard();
};

} // namespace tuilerie::test

#define VERIFY_CLI(result, expected)                                                                                        \
    QVERIFY2((result).exitCode == (expected),                                                                               \
        ("exit code " + QByteArray::number((result).exitCode) + "\n" + (result).errors + (result).output.left(4000))        \
            .constData())
