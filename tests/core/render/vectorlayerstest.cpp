// SPDX-License-Identifier: GPL-3.0-or-later
// The map and its attribute tables show what checks and tiles read: QGIS by itself would take codes for numbers.
#include "render/featuretable.h"
#include "render/layerloader.h"
#include "render/maplayer.h"
#include "render/rendersession.h"
#include "support/testsupport.h"

using namespace tuilerie;
using namespace tuilerie::test;

class VectorLayersTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;

    QString write(const char *name, const QByteArray &text)
    {
        const QString path = m_folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size())
            qFatal("no test file");
        return path;
    }

    /// "field=value" of the first row.
    static QStringList firstRow(const MapLayer &layer)
    {
        const auto table = FeatureTable::create(layer);
        SilentControl control;
        FeatureTable::Ids found;
        if (!table
            || !table->ids(
                {}, -1, Qt::AscendingOrder, [&found](FeatureTable::Ids ids) { found = ids; }, control)
            || found.empty())
            return {};
        const auto rows = table->rows(std::span(found).first(1));
        QStringList texts;
        for (size_t i = 0; rows && i < table->fields().size(); ++i)
            texts << table->fields()[i].name + QLatin1Char('=') + rows->front()[i].toString();
        return texts;
    }

private slots:
    void valuesAreThoseOfTheFile_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QStringList>("row");
        QTest::newRow("codes") << QStringLiteral("codes.csv")
                               << QByteArray("insee,population,lng,lat\n01004,14000,5.36,45.96\n01033,12000,5.82,46.11\n")
                               << QStringList{QStringLiteral("insee=01004"), QStringLiteral("population=14000")};
        QTest::newRow("columns twice") << QStringLiteral("twice.csv")
                                       << QByteArray("INSEE,x,y,INSEE\n2A004,2.1,48.1,75056\n")
                                       << QStringList{QStringLiteral("INSEE=2A004"), QStringLiteral("INSEE2=75056")};
        QTest::newRow("a driver's fall") << QStringLiteral("fall.csv") << QByteArray("x,x,y\n1,2,3\n")
                                         << QStringList{QStringLiteral("x2=2")};
        QTest::newRow("lists")
            << QStringLiteral("lists.geojson")
            << QByteArray(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"tags":["a","b"]},)"
                          R"("geometry":{"type":"Point","coordinates":[2.1,48.1]}}]})")
            << QStringList{QStringLiteral("tags=[\"a\",\"b\"]")};
    }
    void valuesAreThoseOfTheFile()
    {
        QFETCH(QString, name);
        QFETCH(QByteArray, text);
        QFETCH(QStringList, row);
        SilentControl control;
        const auto layers = openVectorLayers(
            write(name.toLatin1().constData(), text), QStringLiteral("title"), QStringLiteral("EPSG:4326"), control);
        VERIFY_OK(layers);
        QCOMPARE(layers->size(), size_t(1));
        QCOMPARE(firstRow(*layers->front()), row);
    }

    void nothingToShowIsSaid()
    {
        SilentControl control;
        const auto layers = openVectorLayers(write("nowhere.csv", "nom\na\n"), QStringLiteral("title"), {}, control);
        QVERIFY(!layers && layers.error().code == ErrorCode::Unsupported);
    }
};

int main(int argc, char *argv[])
{
    const TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started)
        qFatal("%s", qPrintable(started.error().message + started.error().detail));
    VectorLayersTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "vectorlayerstest.moc"
