// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/layersmodel.h"

#include "../wizard/publishguitest.h"
#include "ui/layers/publishedlayerspanel.h"
#include "ui/servers/serversession.h"

#include <QAbstractItemModelTester>
#include <QApplication>
#include <QLineEdit>
#include <QSignalSpy>
#include <QTreeView>

using namespace tuilerie;

static const QString server = QStringLiteral("https://example.org/api");

class LayersModelTest : public QObject
{
    Q_OBJECT
private slots:
    void rowsFollowTheAnswers();
    void whatIsChosenStays();
    void aSilentServerKeepsItsLayers();
    void isSearchedByWords();
};

static PublishedLayerInfo layer(const QString &name, const QString &title = {})
{
    PublishedLayerInfo info;
    info.layer = name;
    info.title = title.isEmpty() ? name.toUpper() : title;
    info.abstract = QStringLiteral("About ") + name;
    PublishedService wmts;
    wmts.service = QStringLiteral("wmts");
    wmts.status = QStringLiteral("PUBLISHED");
    wmts.url = QStringLiteral("https://example.org/wmts");
    info.services = {wmts};
    return info;
}

static QStringList names(const LayersModel &model)
{
    QStringList all;
    for (int row = 0; row < model.rowCount(model.index(0, 0)); ++row)
        all << model.index(row, 0, model.index(0, 0)).data(LayersModel::NameRole).toString();
    return all;
}

void LayersModelTest::rowsFollowTheAnswers()
{
    LayersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLayers(server, {});
    QCOMPARE(model.rowCount(), 0); // nothing published, nothing shown
    model.setLayers(server, {layer(QStringLiteral("c")), layer(QStringLiteral("a"))});
    QCOMPARE(names(model), QStringList({QStringLiteral("a"), QStringLiteral("c")}));
    QSignalSpy reset(&model, &QAbstractItemModel::modelReset), changed(&model, &QAbstractItemModel::dataChanged);
    QSignalSpy inserted(&model, &QAbstractItemModel::rowsInserted), removed(&model, &QAbstractItemModel::rowsRemoved);
    // One comes, one goes, one is renamed, one is as it was.
    model.setLayers(server, {layer(QStringLiteral("a"), QStringLiteral("Renamed")), layer(QStringLiteral("b"))});
    QCOMPARE(names(model), QStringList({QStringLiteral("a"), QStringLiteral("b")}));
    QCOMPARE(reset.count(), 0);
    QCOMPARE(inserted.count(), 1);
    QCOMPARE(removed.count(), 1);
    QCOMPARE(changed.count(), 1);
    QCOMPARE(model.indexOf(server, QStringLiteral("a")).data().toString(), QStringLiteral("Renamed"));
    // The same again is no news.
    model.setLayers(server, {layer(QStringLiteral("b")), layer(QStringLiteral("a"), QStringLiteral("Renamed"))});
    QCOMPARE(changed.count() + inserted.count() + removed.count(), 3);
    model.setLayers(server, {});
    QCOMPARE(model.rowCount(), 0);
}

void LayersModelTest::whatIsChosenStays()
{
    LayersModel model;
    model.setLayers(server, {layer(QStringLiteral("b")), layer(QStringLiteral("d"))});
    const QPersistentModelIndex chosen = model.indexOf(server, QStringLiteral("d"));
    model.setLayers(
        server, {layer(QStringLiteral("a")), layer(QStringLiteral("c")), layer(QStringLiteral("d"), QStringLiteral("D2"))});
    QVERIFY(chosen.isValid());
    QCOMPARE(chosen.row(), 2);
    QCOMPARE(chosen.data().toString(), QStringLiteral("D2"));
    QCOMPARE(model.layer(chosen)->layer, QStringLiteral("d"));
    QCOMPARE(chosen.data(LayersModel::ServerRole).toString(), server);
}

void LayersModelTest::aSilentServerKeepsItsLayers()
{
    LayersModel model;
    const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setLayers(server, {layer(QStringLiteral("a"))});
    model.setProblem(server, QStringLiteral("It does not answer."));
    QCOMPARE(names(model), QStringList(QStringLiteral("a")));
    QCOMPARE(model.index(0, LayersModel::State).data(Qt::ToolTipRole).toString(), QStringLiteral("It does not answer."));
    model.setLayers(server, {layer(QStringLiteral("a"))});
    QVERIFY(model.index(0, LayersModel::State).data(Qt::ToolTipRole).toString().isEmpty());
    // One that has nothing to show but its trouble goes with it.
    const QString other = QStringLiteral("https://example.net/api");
    model.setProblem(other, QStringLiteral("No."));
    QCOMPARE(model.rowCount(), 2);
    model.setLayers(other, {});
    QCOMPARE(model.rowCount(), 1);
}

void LayersModelTest::isSearchedByWords()
{
    EmbeddedServerOptions none;
    none.program = QStringLiteral("/nonexistent");
    ServerSession servers(none);
    PublishedLayersPanel panel(&servers);
    panel.model()->setLayers(server,
        {layer(QStringLiteral("ortho"), QStringLiteral("Photo of Toulouse")), layer(QStringLiteral("communes")),
            layer(QStringLiteral("plan"), QStringLiteral("Plan of Toulouse"))});
    auto *tree = panel.findChild<QTreeView *>(QStringLiteral("layersTree"));
    auto *search = panel.findChild<QLineEdit *>(QStringLiteral("layersSearch"));
    panel.select(server, QStringLiteral("plan"));
    const auto shown = [tree] { return tree->model()->rowCount(tree->model()->index(0, 0)); };
    QCOMPARE(shown(), 3);
    QTest::keyClicks(search, QStringLiteral("toulouse PLAN"));
    QCOMPARE(shown(), 1);
    QCOMPARE(panel.selected()->layer, QStringLiteral("plan"));
    search->clear();
    QCOMPARE(shown(), 3);
    QCOMPARE(panel.selected()->layer, QStringLiteral("plan"));
    QTest::keyClicks(search, QStringLiteral("nowhere"));
    QCOMPARE(tree->model()->rowCount(), 0);
}

TUILERIE_PUBLISH_TEST_MAIN(LayersModelTest)
#include "layersmodeltest.moc"
