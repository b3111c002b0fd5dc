// SPDX-License-Identifier: GPL-3.0-or-later
#include "../sync/copyfixture.h"
#include "render/rendersession.h"
#include "support/testsupport.h"

#include <qgsfeature.h>
#include <qgsgeometry.h>
#include <qgsvectorlayer.h>

using namespace tuilerie;
using namespace tuilerie::test;
using namespace Qt::StringLiterals;

/// A working copy in QGIS, which keeps a GeoPackage in WAL as long as it is open: edits are what was edited, and theirs come
/// in beside it.
class CopyInQgisTest : public QObject
{
    Q_OBJECT

    static std::unique_ptr<QgsVectorLayer> layerOf(const QString &file)
    {
        return std::make_unique<QgsVectorLayer>(file + u"|layername=parcelles"_s, u"parcelles"_s, u"ogr"_s);
    }
    static ChangeSet::Count changesOf(const QString &file)
    {
        auto copy = WorkingCopy::open(file, WorkingCopy::Access::Read);
        if (!copy)
            qFatal("%s", qPrintable(copy.error().message));
        return (*copy)->mine()->count();
    }

private slots:
    void editedAndSaved()
    {
        CopyFixture files;
        files.cloneBoth();
        {
            const auto layer = layerOf(files.one);
            QVERIFY2(layer->isValid(), qPrintable(layer->error().message(QgsErrorMessage::Text)));
            QCOMPARE(layer->featureCount(), 5);
            QVERIFY(layer->startEditing());
            QVERIFY(layer->changeAttributeValue(1, layer->fields().indexOf(u"nom"_s), u"dans QGIS"_s));
            QgsGeometry moved = layer->getFeature(2).geometry();
            moved.translate(0, 1);
            QVERIFY(layer->changeGeometry(2, moved));
            QVERIFY(layer->deleteFeature(3));
            QgsFeature added(layer->fields());
            added.setGeometry(QgsGeometry::fromWkt(u"POLYGON((70 0,78 0,78 8,70 0))"_s));
            added.setAttribute(u"nom"_s, u"neuve"_s);
            QVERIFY(layer->addFeature(added));
            QCOMPARE(changesOf(files.one), ChangeSet::Count());
            QVERIFY2(layer->commitChanges(false), qPrintable(layer->commitErrors().join(u'\n')));
            // QGIS still has it open.
            QCOMPARE(changesOf(files.one), (ChangeSet::Count{1, 2, 1}));
        }
        QCOMPARE(changesOf(files.one), (ChangeSet::Count{1, 2, 1}));
        QVERIFY(files.push(files.one).isDone);
        QVERIFY(files.push(files.two).isDone);
        QCOMPARE(files.text(files.two, "SELECT nom FROM parcelles WHERE fid = 1"), u"dans QGIS"_s);
        QCOMPARE(files.text(files.two, "SELECT geom FROM parcelles WHERE fid = 2"),
            files.text(files.one, "SELECT geom FROM parcelles WHERE fid = 2"));
        QCOMPARE(files.text(files.two, "SELECT count(*) FROM parcelles"), u"5"_s);
    }

    void openWhileOthersPush()
    {
        CopyFixture files;
        files.cloneBoth();
        QVERIFY(CopyFixture::edit(files.two, "UPDATE parcelles SET nom = 'de l''autre' WHERE fid = 4"));
        QVERIFY(files.push(files.two).isDone);
        const auto layer = layerOf(files.one);
        QVERIFY(layer->isValid());
        QVERIFY(layer->startEditing());
        QVERIFY(layer->changeAttributeValue(4, layer->fields().indexOf(u"code"_s), u"ici"_s));
        QVERIFY2(layer->commitChanges(false), qPrintable(layer->commitErrors().join(u'\n')));
        const CopyFixture::Pushed pushed = files.push(files.one);
        QVERIFY(pushed.isDone);
        layer->reload();
        QCOMPARE(layer->getFeature(4).attribute(u"nom"_s).toString(), u"de l'autre"_s);
        QCOMPARE(layer->getFeature(4).attribute(u"code"_s).toString(), u"ici"_s);
        // And goes on being edited there.
        QVERIFY(layer->changeAttributeValue(5, layer->fields().indexOf(u"nom"_s), u"encore"_s));
        QVERIFY2(layer->commitChanges(), qPrintable(layer->commitErrors().join(u'\n')));
        QCOMPARE(changesOf(files.one), (ChangeSet::Count{0, 1, 0}));
    }
};

int main(int argc, char *argv[])
{
    const TemporaryProfile profile;
    RenderSession session(argc, argv);
    if (const Status started = session.start(); !started)
        qFatal("%s", qPrintable(started.error().message));
    CopyInQgisTest test;
    return QTest::qExec(&test, argc, argv);
}
#include "copyinqgistest.moc"
