// SPDX-License-Identifier: GPL-3.0-or-later
#include "pyramid/pyramidstorage.h"
#include "support/testsupport.h"

#include <QDirIterator>

#include <cpl_vsi.h>

using namespace tuilerie;

class PyramidStorageTest : public QObject
{
    Q_OBJECT

private slots:
    void filesLieWhereTheFormatWantsThem()
    {
        const QTemporaryDir folder;
        const auto storage = PyramidStorage::open(folder.path() + QStringLiteral("/out/"), QStringLiteral("ORTHO"));
        VERIFY_OK(storage);
        const QString level = QStringLiteral("10");
        QVERIFY(!(*storage)->hasSlab(level, false, 258, 181));
        QCOMPARE((*storage)->readSlab(level, false, 258, 181).error().code, ErrorCode::NotFound);
        VERIFY_OK((*storage)->writeSlab(level, false, 258, 181, QByteArray("slab")));
        VERIFY_OK((*storage)->writeSlab(level, true, 258, 181, QByteArray("mask")));
        VERIFY_OK((*storage)->writeList(QByteArray("list")));
        QVERIFY((*storage)->hasSlab(level, false, 258, 181));
        QCOMPARE(*(*storage)->readSlab(level, true, 258, 181), QByteArray("mask"));
        QStringList found;
        QDirIterator files(folder.path(), QDir::Files | QDir::Hidden, QDirIterator::Subdirectories);
        while (files.hasNext())
            found << files.next().mid(folder.path().size() + 1);
        found.sort();
        QCOMPARE(found,
            (QStringList{QStringLiteral("out/ORTHO.list"), QStringLiteral("out/ORTHO/DATA/10/00/75/61.tif"),
                QStringLiteral("out/ORTHO/MASK/10/00/75/61.tif")}));
        QCOMPARE((*storage)->descriptorPath(), folder.path() + QStringLiteral("/out/ORTHO.json"));
        const LevelStorage entry = (*storage)->levelStorage(level, true);
        QCOMPARE(entry.imageDirectory, QStringLiteral("ORTHO/DATA/10"));
        QCOMPARE(entry.maskDirectory, QStringLiteral("ORTHO/MASK/10"));
        QVERIFY((*storage)->levelStorage(level, false).maskDirectory.isEmpty());
    }

    void objectsAreNamedByTheirPrefix()
    {
        const auto storage = PyramidStorage::open(QStringLiteral("/vsimem/bucket/some/prefix"), QStringLiteral("ORTHO"));
        VERIFY_OK(storage);
        VERIFY_OK((*storage)->writeSlab(QStringLiteral("10"), false, 258, 181, QByteArray("slab")));
        VSIStatBufL status;
        QCOMPARE(VSIStatL("/vsimem/bucket/some/prefix/ORTHO/DATA_10_258_181", &status), 0);
        QVERIFY((*storage)->hasSlab(QStringLiteral("10"), false, 258, 181));
        QVERIFY(!(*storage)->hasSlab(QStringLiteral("10"), true, 258, 181));
        QCOMPARE(*(*storage)->readSlab(QStringLiteral("10"), false, 258, 181), QByteArray("slab"));
        QCOMPARE((*storage)->readSlab(QStringLiteral("11"), false, 0, 0).error().code, ErrorCode::NotFound);
        const LevelStorage entry = (*storage)->levelStorage(QStringLiteral("10"), false);
        QVERIFY(entry.type == StorageType::S3);
        QCOMPARE(entry.bucket, QStringLiteral("bucket"));
        QCOMPARE(entry.imageDirectory, QStringLiteral("some/prefix/ORTHO/DATA_10"));
        QVERIFY(!(*storage)->journalFolder().startsWith(QLatin1String("/vsi")));
        VSIUnlink("/vsimem/bucket/some/prefix/ORTHO/DATA_10_258_181");
        QCOMPARE((*PyramidStorage::open(QStringLiteral("s3://bucket@here/a"), QStringLiteral("N")))->descriptorPath(),
            QStringLiteral("/vsis3/bucket/a/N.json"));
    }

    void wrongPlacesAreRefused()
    {
        for (const char *name : {"", ".", "..", "a/b", "a<b", "a>b", "a\"b"})
            QVERIFY2(!PyramidStorage::open(QStringLiteral("/x"), QString::fromLatin1(name)), name);
        QVERIFY(!PyramidStorage::open(QStringLiteral("/vsis3/"), QStringLiteral("N")));
        const QTemporaryDir folder;
        QFile file(folder.filePath(QStringLiteral("file")));
        QVERIFY(file.open(QIODevice::WriteOnly));
        const auto storage = PyramidStorage::open(file.fileName(), QStringLiteral("N")); // a file where a folder should be
        VERIFY_OK(storage);
        QVERIFY(!(*storage)->writeSlab(QStringLiteral("1"), false, 0, 0, QByteArray("x")));
    }
};

TUILERIE_TEST_MAIN(PyramidStorageTest)
#include "pyramidstoragetest.moc"
