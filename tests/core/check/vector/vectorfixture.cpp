// SPDX-License-Identifier: GPL-3.0-or-later
#include "vectorfixture.h"

#include "support/testsupport.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QJsonDocument>

namespace tuilerie::test {

QJsonObject makeVectorFiles(const QString &folder)
{
    const ProcessResult made = runProgram(QStringLiteral("/usr/bin/python3"), {QStringLiteral(VECTOR_FIXTURES), folder});
    if (made.exitCode != 0)
        qWarning("%s", made.errors.constData());
    return QJsonDocument::fromJson(made.output).object();
}

std::vector<Finding> findingsOf(const QString &path, const QString &assignCrs)
{
    SilentControl control;
    const auto findings = checkPaths({path}, assignCrs, control);
    if (!findings) {
        qWarning("%s", qPrintable(findings.error().message));
        return {};
    }
    return *findings;
}

QMap<QString, QByteArray> digests(const QString &folder)
{
    QMap<QString, QByteArray> result;
    for (const QString &name : QDir(folder).entryList(QDir::Files)) {
        QFile file(folder + QLatin1Char('/') + name);
        if (name.endsWith(QLatin1String("-shm")) || file.size() > 1'000'000'000 || !file.open(QIODevice::ReadOnly))
            continue;
        QCryptographicHash hash(QCryptographicHash::Sha1);
        hash.addData(&file);
        result.insert(name, hash.result());
    }
    return result;
}

} // namespace tuilerie::test
