// SPDX-License-Identifier: GPL-3.0-or-later
#include "support/testsupport.h"

#include <QDirIterator>

using namespace tuilerie;

/// Each scenario is a function of entrepotapi.py or entrepotextensions.py: an outside client (Python's requests and GDAL)
/// against a server of its own.
class EntrepotApiTest : public QObject
{
    Q_OBJECT

    void scenario(
        const QString &name, const QStringList &arguments = {}, const QString &file = QStringLiteral("entrepotapi.py"))
    {
        const QString script =
            qEnvironmentVariable("TUILERIE_SOURCE") + QStringLiteral("/tests/core/server/entrepot/") + file;
        const auto result = test::runProgram(QStringLiteral("/usr/bin/python3"),
            QStringList{script, name, test::programPath(QStringLiteral("tuilerie-server"))} + arguments, 280000);
        QVERIFY2(result.exitCode == 0, (result.output + result.errors).right(6000).constData());
        QVERIFY2(result.output.contains("passed " + name.toUtf8()), result.output.constData());
    }
    void extension(const QString &name) { scenario(name, {}, QStringLiteral("entrepotextensions.py")); }

private slots:
    void tokens() { scenario(QStringLiteral("tokens")); }
    void badBodies() { scenario(QStringLiteral("bad_bodies")); }
    void listsAndFilters() { scenario(QStringLiteral("lists")); }
    void concurrentUploads() { scenario(QStringLiteral("concurrent_uploads")); }
    void checksFindDefects() { scenario(QStringLiteral("checks")); }
    void sideFilesAndKeys() { scenario(QStringLiteral("side_files")); }
    void commandLine() { scenario(QStringLiteral("command_line")); }
    void wholeChain()
    {
        scenario(QStringLiteral("whole_chain"), {test::dataPath(QStringLiteral("raster/rgb_27700_2m.tif"))});
    }
    void speaksToThePythonTools() { extension(QStringLiteral("python_sdk")); }
    void takesAGridOfTheUser() { extension(QStringLiteral("own_grid")); }
    void listsTheCallersPermissions() { extension(QStringLiteral("own_permissions")); }
    void stopsWhenIdle() { extension(QStringLiteral("stop_when_idle")); }
    void pausesResumesAborts() { scenario(QStringLiteral("pause_resume_abort")); }
    void survivesBeingKilled() { scenario(QStringLiteral("killed")); }
    void takesOverAFinishedPyramid()
    {
        scenario(QStringLiteral("rok4_upload"), {test::dataPath(QStringLiteral("raster/rgb_27700_2m.tif"))});
    }
};

TUILERIE_TEST_MAIN(EntrepotApiTest)
#include "entrepotapitest.moc"
