// SPDX-License-Identifier: GPL-3.0-or-later
#include "windows.h"

#include "../guitest.h"
#include "support/testsupport.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/check/repairdialog.h"
#include "ui/data/mapdocument.h"
#include "ui/data/mapselection.h"
#include "ui/layers/editpublication.h"
#include "ui/layers/exportdialog.h"
#include "ui/servers/serversession.h"
#include "ui/servers/signindialog.h"
#include "ui/widgets/crspicker.h"
#include "ui/widgets/dock.h"
#include "ui/window/mainwindow.h"
#include "ui/wizard/draftpanel.h"
#include "ui/wizard/estimatepane.h"
#include "ui/wizard/publishwizard.h"
#include "ui/wizard/samplepicture.h"

#include <QComboBox>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QTest>
#include <QtEndian>

namespace tuilerie::test {

namespace {

constexpr int Patience = 60000;

void write(const QString &path, const QByteArray &bytes)
{
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size())
        qFatal("%s cannot be written", qPrintable(path));
}

/// LAS 1.2, point format 0 (ASPRS), its CRS as GeoTIFF keys (EPSG:2154).
QByteArray someLas()
{
    QByteArray las;
    const auto put = [&las](auto value) {
        value = qToLittleEndian(value);
        las.append(reinterpret_cast<const char *>(&value), sizeof value);
    };
    const auto text = [&las](
                          const char *words, qsizetype width) { las += QByteArray(words).leftJustified(width, '\0', true); };
    constexpr int side = 60;
    const quint16 keys[] = {1, 1, 0, 2, 1024, 0, 1, 1, 3072, 0, 1, 2154};
    las += "LASF";
    put(quint16(0));
    put(quint16(0));
    las += QByteArray(16, '\0');
    las += char(1);
    las += char(2);
    text("Tuilerie", 32);
    text("test", 32);
    put(quint16(1));
    put(quint16(2026));
    put(quint16(227));
    put(quint32(227 + 54 + sizeof keys));
    put(quint32(1));
    las += char(0);
    put(quint16(20));
    put(quint32(side * side));
    put(quint32(side * side));
    for (int i = 0; i < 4; ++i)
        put(quint32(0));
    for (const double value :
        {0.01, 0.01, 0.01, 700000., 6600000., 0., 700000. + side - 1, 700000., 6600000. + side - 1, 6600000., 109., 100.})
        las.append(reinterpret_cast<const char *>(&value), sizeof value);
    put(quint16(0));
    text("LASF_Projection", 16);
    put(quint16(34735));
    put(quint16(sizeof keys));
    text("GeoTIFF", 32);
    for (const quint16 key : keys)
        put(key);
    for (int i = 0; i < side * side; ++i) {
        put(qint32(i % side * 100));
        put(qint32(i / side * 100));
        put(qint32(10000 + i % 10 * 100));
        put(quint16(i % 4000));
        las += char(0x09); // first of one
        las += char(i % 3 == 0 ? 5 : 2);
        las += char(0);
        las += char(0);
        put(quint16(1));
    }
    return las;
}

EmbeddedServerOptions noServer()
{
    EmbeddedServerOptions none;
    none.program = QStringLiteral("/nonexistent");
    return none;
}

void settle(QWidget *widget)
{
    QApplication::processEvents();
    widget->repaint();
    QApplication::processEvents();
}

} // namespace

SomeData::SomeData(const QDir &folder)
    : raster(folder.filePath(QStringLiteral("ortho.tif")))
    , vector(folder.filePath(QStringLiteral("communes.geojson")))
    , cloud(folder.filePath(QStringLiteral("lidar.las")))
    , servers(std::make_unique<ServerSession>(noServer()))
{
    const ProcessResult made = runProgram(QStringLiteral("gdal_create"),
        {QStringLiteral("-q"), QStringLiteral("-outsize"), QStringLiteral("600"), QStringLiteral("600"),
            QStringLiteral("-bands"), QStringLiteral("3"), QStringLiteral("-burn"), QStringLiteral("90"),
            QStringLiteral("-burn"), QStringLiteral("140"), QStringLiteral("-burn"), QStringLiteral("70"),
            QStringLiteral("-a_srs"), QStringLiteral("EPSG:2154"), QStringLiteral("-a_ullr"), QStringLiteral("700000"),
            QStringLiteral("6600600"), QStringLiteral("700600"), QStringLiteral("6600000"), raster});
    if (made.exitCode != 0)
        qFatal("gdal_create: %s", made.errors.constData());
    QByteArray features;
    for (int i = 0; i < 9; ++i) {
        const double west = 3 + i % 3 * 0.01, south = 46.5 + i / 3 * 0.01;
        features += QByteArray(i ? "," : "") + "{\"type\":\"Feature\",\"properties\":{\"nom\":\"Commune "
            + QByteArray::number(i) + "\",\"population\":" + QByteArray::number(100 * i)
            + "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[["
            + QStringLiteral("[%1,%2],[%3,%2],[%3,%4],[%1,%4],[%1,%2]")
                  .arg(west)
                  .arg(south)
                  .arg(west + 0.01)
                  .arg(south + 0.01)
                  .toLatin1()
            + "]]}}";
    }
    write(vector, "{\"type\":\"FeatureCollection\",\"name\":\"communes\",\"features\":[" + features + "]}");
    write(cloud, someLas());
}

SomeData::~SomeData() = default;

std::unique_ptr<MainWindow> openedWindow(const SomeData &data)
{
    auto window = makeWindow<MainWindow>();
    for (const QString &path : data.all())
        window->open({path});
    const auto done = [&window] {
        for (int i = 0; i < window->document()->count(); ++i) {
            const MapEntry &entry = window->document()->entry(i);
            if (entry.state == MapEntry::State::Opening || entry.checkState == MapEntry::CheckState::Running
                || (entry.kind == SourceKind::PointCloud && entry.inspection.isEmpty()))
                return false;
        }
        return window->canvas()->isSettled();
    };
    if (!QTest::qWaitFor(done, Patience))
        qFatal("the data do not open");
    return window;
}

void lookAtDocks(MainWindow &window, const Look &look)
{
    for (Dock *dock : window.docks()) {
        dock->bringUp();
        for (int row = 0; row < window.document()->count(); ++row) {
            window.selection()->setRow(row);
            settle(&window);
            look(QStringLiteral("%1, entry %2").arg(dock->objectName()).arg(row), &window, dock);
        }
    }
}

void lookAtWizard(const SomeData &data, const Look &look)
{
    for (const QString &path : data.all()) {
        DraftStore drafts;
        drafts.discard();
        PublishWizard wizard(data.servers.get(), &drafts);
        wizard.show();
        PublishDraft draft;
        draft.request.paths = {path};
        wizard.start(draft);
        for (int page = 0; page < wizard.pageCount(); ++page) {
            const auto ready = [&wizard, page] {
                const auto panes = wizard.panel(page)->findChildren<EstimatePane *>();
                const auto pictures = wizard.panel(page)->findChildren<SamplePicture *>();
                return wizard.panel(page)->problem().isEmpty()
                    && std::all_of(pictures.begin(), pictures.end(),
                        [](const SamplePicture *picture) {
                            return !picture->isVisible() || !picture->image().isNull() || !picture->sentence().isEmpty();
                        })
                    && std::all_of(panes.begin(), panes.end(),
                        [](const EstimatePane *pane) { return !pane->isVisible() || !pane->estimate().levels.empty(); });
            };
            if (!QTest::qWaitFor(ready, Patience))
                qFatal("page %d of the wizard for %s does not get ready: %s", page, qPrintable(path),
                    qPrintable(wizard.panel(page)->problem()));
            settle(&wizard);
            look(QStringLiteral("wizard, %1, %2").arg(QFileInfo(path).completeBaseName(), wizard.panel(page)->id()), &wizard,
                wizard.panel(page));
            wizard.findChild<QPushButton *>(QStringLiteral("nextButton"))->click();
        }
        drafts.discard();
    }
}

void lookAtDialogs(const SomeData &data, const Look &look)
{
    const auto show = [&look](const QString &name, QWidget *dialog) {
        dialog->show();
        settle(dialog);
        look(name, dialog, dialog);
    };
    CrsPicker picker;
    picker.setExplanation(QStringLiteral("EPSG"));
    show(QStringLiteral("CRS picker"), &picker);
    SignInDialog signIn(QStringLiteral("https://example.org/api"), {});
    auto *grants = signIn.findChild<QComboBox *>(QStringLiteral("grantCombo"));
    for (int i = 0; i < grants->count(); ++i) {
        grants->setCurrentIndex(i);
        show(QStringLiteral("sign-in %1").arg(i), &signIn);
    }
    std::vector<VectorRepair> repairs;
    for (const char *action : {"make-valid", "promote-to-multi", "drop-empty", "rebuild-index", "repair-geopackage",
             "rename-for-entrepot", "assign-crs", "set-encoding"})
        repairs.push_back({QLatin1String(action), {}, 2});
    RepairDialog repair(data.vector, repairs);
    show(QStringLiteral("repair"), &repair);
    PublishedLayerInfo layer;
    layer.layer = QStringLiteral("ortho");
    layer.title = QStringLiteral("Ortho");
    EditPublication edit(data.servers.get(), QStringLiteral("https://localhost:1/api"), layer);
    show(QStringLiteral("edit publication"), &edit);
    ExportParams params;
    params.pyramid = QStringLiteral("/data/ortho.json");
    params.title = QStringLiteral("Ortho");
    params.output = QStringLiteral("/data/ortho.pmtiles");
    ExportDialog unfinished(params);
    show(QStringLiteral("export unfinished"), &unfinished);
}

} // namespace tuilerie::test
