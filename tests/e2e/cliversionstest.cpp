// SPDX-License-Identifier: GPL-3.0-or-later
#include "e2esupport.h"
#include "support/filesbelow.h"

#include <QDirIterator>

using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// Versions of a layer, from the command line: only what the changed files are seen in is made again, all can be shown,
/// and none goes with another.
class CliVersionsTest : public QObject
{
    Q_OBJECT

private:
    QTemporaryDir m_folder;
    ServerGuard m_guard;
    QString m_root, m_lot, m_first, m_second;

    /// Where the server keeps a version, without what is left for the one after it.
    static std::map<QString, QByteArray> kept(const QString &version)
    {
        QDirIterator folders(qEnvironmentVariable("XDG_DATA_HOME"), {version}, QDir::Dirs, QDirIterator::Subdirectories);
        return folders.hasNext() ? outputBelow(folders.next()) : std::map<QString, QByteArray>();
    }
    QJsonArray versions() const { return cli({u"versions"_s, u"ortho"_s, u"--json"_s}).json.array(); }
    static QJsonObject entryOf(const QJsonArray &list, const QString &version)
    {
        for (const QJsonValue item : list)
            if (item["version"_L1].toString() == version)
                return item.toObject();
        return {};
    }
    /// A tile within the file that changes.
    QByteArray tile() const
    {
        return httpGet(m_root
            + u"/wms-r?SERVICE=WMS&REQUEST=GetMap&VERSION=1.3.0&LAYERS=ortho&STYLES=&CRS=EPSG:2154&FORMAT=image/png"
              "&WIDTH=64&HEIGHT=64&BBOX="_s
            + m_box)
            .body;
    }
    QStringList names() const { return QDir(m_lot).entryList({u"*.tif"_s}, QDir::Files, QDir::Name); }
    /// A file of the lot shows something else from now on.
    void change(const QString &name, int seed)
    {
        const QString other = m_folder.filePath(u"other%1"_s.arg(seed));
        QVERIFY(makeOrthophoto(other, 6, 256, 0.5, seed));
        QString found;
        QDirIterator files(other, {name}, QDir::Files, QDirIterator::Subdirectories);
        if (files.hasNext())
            found = files.next();
        QVERIFY2(!found.isEmpty(), qPrintable(name));
        QVERIFY(QFile::remove(m_lot + u'/' + name) && QFile::copy(found, m_lot + u'/' + name));
    }
    QString m_box;

private slots:
    void initTestCase()
    {
        QVERIFY(makeOrthophoto(m_folder.filePath(u"lot"_s), 6, 256));
        QDirIterator files(m_folder.filePath(u"lot"_s), {u"*.tif"_s}, QDir::Files, QDirIterator::Subdirectories);
        QVERIFY(files.hasNext());
        m_lot = QFileInfo(files.next()).path();
        QCOMPARE(names().size(), 36);
    }

    void first()
    {
        const CliResult made = cli({u"publish"_s, m_lot, u"--layer"_s, u"ortho"_s, u"--service"_s, u"wmts,wms-r"_s,
            u"--slab"_s, u"1x1"_s, u"--json"_s});
        VERIFY_CLI(made, 0);
        m_root = serviceUrl(made.json.object(), u"wmts"_s).section(u"/wmts"_s, 0, 0);
        m_first = made.json["stored_data"_L1].toString();
        const QJsonObject only = entryOf(versions(), m_first);
        QCOMPARE(only["cause"_L1].toString(), u"publish"_s);
        QCOMPARE(only["number"_L1].toInt(), 1);
        QVERIFY(!only["author"_L1].toString().isEmpty());
        const CliResult info = cli({u"inspect"_s, m_lot + u'/' + names().at(7), u"--json"_s});
        VERIFY_CLI(info, 0);
        const QJsonArray box = info.json.array().at(0)["extent"_L1].toArray();
        QCOMPARE(box.size(), 4);
        m_box = QString();
        for (const QJsonValue side : box)
            m_box += (m_box.isEmpty() ? QString() : u","_s) + QString::number(side.toDouble(), 'f', 2);
        QVERIFY(tile().startsWith("\x89PNG"));
    }

    void nothingChanged()
    {
        const CliResult dry = cli({u"update"_s, u"ortho"_s, m_lot, u"--slab"_s, u"1x1"_s, u"--dry-run"_s, u"--json"_s});
        VERIFY_CLI(dry, 0);
        QCOMPARE(dry.json["changed"_L1]["files"_L1].toInt(-1), 0);
        QCOMPARE(dry.json["of"_L1]["files"_L1].toInt(), 36);
        QCOMPARE(dry.json["changed"_L1]["slabs"_L1].toInt(-1), 0);
        QCOMPARE(versions().size(), 1);
    }

    // Said before, and made so: what comes out is what a whole run makes.
    void oneFileChanged()
    {
        change(names().at(7), 5);
        const QByteArray before = tile();
        const QStringList update{u"update"_s, u"ortho"_s, m_lot, u"--slab"_s, u"1x1"_s, u"--json"_s};
        const CliResult dry = cli(update + QStringList{u"--dry-run"_s});
        VERIFY_CLI(dry, 0);
        QCOMPARE(dry.json["changed"_L1]["files"_L1].toInt(), 1);
        const int slabs = dry.json["changed"_L1]["slabs"_L1].toInt();
        QVERIFY2(slabs > 0 && slabs < dry.json["of"_L1]["slabs"_L1].toInt() / 2, dry.output.constData());
        QVERIFY(dry.json["seconds"_L1].toDouble() < dry.json["of_seconds"_L1].toDouble());

        const CliResult made = cli(update);
        VERIFY_CLI(made, 0);
        m_second = made.json["version"_L1].toString();
        QCOMPARE(made.json["changed"_L1], dry.json["changed"_L1]);
        QCOMPARE(made.json["of"_L1], dry.json["of"_L1]);
        QVERIFY(tile() != before);
        QVERIFY2(made.errors.contains("1 of 36 files have changed"), made.errors.constData());

        const CliResult whole = cli(update + QStringList{u"--all"_s, u"--keep-aside"_s});
        VERIFY_CLI(whole, 0);
        const QString aside = whole.json["version"_L1].toString();
        QCOMPARE(aside, m_second); // it is there already
    }

    void isWhatAWholeRunMakes()
    {
        // Without the one before: of the same files, under another name.
        const CliResult made = cli(
            {u"publish"_s, m_lot, u"--layer"_s, u"ortho2"_s, u"--service"_s, u"wmts"_s, u"--slab"_s, u"1x1"_s, u"--json"_s});
        VERIFY_CLI(made, 0);
        std::map<QString, QByteArray> expected = kept(made.json["stored_data"_L1].toString()), seen = kept(m_second);
        QVERIFY(expected.size() > 20);
        const auto slabsOnly = [](std::map<QString, QByteArray> &files) {
            std::map<QString, QByteArray> slabs; // the layer's name is in paths and in the descriptor
            for (auto &[name, bytes] : files)
                if (name.endsWith(".tif"_L1))
                    slabs[name.section(u'/', 1)] = std::move(bytes);
            files = std::move(slabs);
        };
        slabsOnly(expected);
        slabsOnly(seen);
        QVERIFY(expected.size() > 20);
        QCOMPARE(firstDifference(seen, expected), QString());
        VERIFY_CLI(cli({u"unpublish"_s, u"ortho2"_s}), 0);
    }

    void listAndShare()
    {
        const QJsonArray list = versions();
        QCOMPARE(list.size(), 2);
        const QJsonObject one = entryOf(list, m_first), two = entryOf(list, m_second);
        QCOMPARE(two["number"_L1].toInt(), 2);
        QCOMPARE(two["cause"_L1].toString(), u"update"_s);
        QVERIFY(two["current"_L1].toBool() && !one["current"_L1].toBool());
        QCOMPARE(one["shared"_L1].toInteger(-1), 0);
        QVERIFY(two["shared"_L1].toInteger() > two["size"_L1].toInteger() / 2);
    }

    void switchAndBack()
    {
        const QByteArray second = tile();
        VERIFY_CLI(cli({u"rollback"_s, u"ortho"_s}), 0);
        const QByteArray first = tile();
        QVERIFY(first != second);
        VERIFY_CLI(cli({u"switch"_s, u"ortho"_s, u"2"_s}), 0);
        QCOMPARE(tile(), second);
        VERIFY_CLI(cli({u"switch"_s, u"ortho"_s, m_first}), 0);
        QCOMPARE(tile(), first);
        VERIFY_CLI(cli({u"switch"_s, u"ortho"_s, m_second}), 0);
        const CliResult none = cli({u"switch"_s, u"ortho"_s, u"9"_s, u"--json"_s});
        VERIFY_CLI(none, 1);
        QVERIFY(none.json["error"_L1]["message"_L1].toString().contains("no version 9"_L1));
    }

    // Made, and shown only when it is asked for.
    void aside()
    {
        const QByteArray before = tile();
        change(names().at(20), 6);
        const CliResult made = cli({u"update"_s, u"ortho"_s, m_lot, u"--slab"_s, u"1x1"_s, u"--keep-aside"_s, u"--json"_s});
        VERIFY_CLI(made, 0);
        QCOMPARE(made.json["changed"_L1]["files"_L1].toInt(), 1);
        QCOMPARE(tile(), before);
        QVERIFY(entryOf(versions(), m_second)["current"_L1].toBool());
        QVERIFY(!entryOf(versions(), made.json["version"_L1].toString()).isEmpty());
    }

    // A version that goes takes nothing of the others with it.
    void deleted()
    {
        const QString third = versions().at(0)["version"_L1].toString();
        const std::map<QString, QByteArray> before = kept(third);
        const CliResult refused = cli({u"versions"_s, u"ortho"_s, u"--delete"_s, u"2"_s, u"--json"_s});
        VERIFY_CLI(refused, 1);
        QVERIFY(refused.json["error"_L1]["message"_L1].toString().contains("Switch to another one first"_L1));
        VERIFY_CLI(cli({u"versions"_s, u"ortho"_s, u"--delete"_s, m_first}), 0);
        QCOMPARE(versions().size(), 2);
        QVERIFY(kept(m_first).empty());
        QCOMPARE(firstDifference(kept(third), before), QString());
        // The eldest that is left has all for itself now.
        QCOMPARE(entryOf(versions(), m_second)["shared"_L1].toInteger(-1), 0);
        QVERIFY(entryOf(versions(), third)["shared"_L1].toInteger() > 0);
        VERIFY_CLI(cli({u"switch"_s, u"ortho"_s, third}), 0);
        VERIFY_CLI(cli({u"versions"_s, u"ortho"_s, u"--keep"_s, u"1"_s}), 0);
        QCOMPARE(versions().size(), 1);
        QCOMPARE(firstDifference(kept(third), before), QString());
        QVERIFY(tile().startsWith("\x89PNG"));
    }
};

TUILERIE_TEST_MAIN(CliVersionsTest)
#include "cliversionstest.moc"
