// SPDX-License-Identifier: GPL-3.0-or-later
// The session over kill -9: this program starts itself as a window, ends it without warning, and starts it again.
#include "ui/window/sessionkeeper.h"

#include "core/source/rasterfixture.h"
#include "guitest.h"
#include "ui/canvas/mapcanvas.h"
#include "ui/data/mapdocument.h"
#include "publish/publishdraft.h"
#include "ui/widgets/messagebox.h"
#include "ui/window/mainwindow.h"
#include "ui/window/publishpanels.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QLineEdit>
#include <QProcess>
#include <cstdio>

using namespace tuilerie;
using namespace Qt::StringLiterals;

static constexpr int Patience = 120000; // ms, of a machine with much else to do

/// What a window has open and how it looks, to be compared.
static QJsonObject stateOf(const MainWindow &window)
{
    return {{u"entries"_s, window.document()->sessionToJson()}, {u"view"_s, window.canvas()->view().toJson()},
        {u"draft"_s, window.publishPanels()->hasDraft()}};
}

static void say(const QJsonObject &object)
{
    std::fputs(QJsonDocument(object).toJson(QJsonDocument::Compact).constData(), stdout);
    std::fputc('\n', stdout);
    std::fflush(stdout);
}

/// The window that will be killed. "use FILE...": opens them and changes what can be changed; "restore": says what came
/// back.
static int child(const QStringList &arguments)
{
    const auto made = makeWindow<MainWindow>();
    MainWindow &window = *made;
    if (arguments.value(0) == u"use"_s) {
        for (const QString &path : arguments.mid(1))
            window.open({path});
        MapDocument *document = window.document();
        if (!QTest::qWaitFor([&] { return document->count() == arguments.size() - 1 && !document->isOpening(); }, Patience))
            return 1;
        document->move(0, document->count() - 1); // the order
        document->entry(0).layers.front()->setVisible(false);
        document->entry(1).layers.front()->setOpacity(0.5);
        RasterStretch stretch = document->entry(1).layers.front()->stretch();
        stretch.range = RasterStretch::Range::Manual;
        stretch.bands = {1};
        stretch.limits = {{20, 90}};
        document->entry(1).layers.front()->setStretch(stretch);
        for (int i = 0; i < document->count(); ++i) {
            for (const auto &layer : document->entry(i).layers) {
                if (layer->kind() == MapLayerKind::Vector)
                    layer->setColor(QColor(12, 200, 240));
            }
        }
        window.canvas()->zoomBy(0.25);
        window.publishPanels()->startWizard({arguments.at(1)});
    } else {
        QStringList lost;
        const auto *keeper = window.findChild<SessionKeeper *>();
        bool isBack = false;
        QObject::connect(keeper, &SessionKeeper::restored, &window, [&isBack] { isBack = true; });
        QObject::connect(keeper, &SessionKeeper::notRestored, &window, [&lost](const QStringList &lines) { lost = lines; });
        window.restoreSession();
        if (!QTest::qWaitFor([&] { return isBack; }, Patience))
            return 1;
        QCoreApplication::processEvents();
        QJsonObject state = stateOf(window);
        state.insert(u"lost"_s, QJsonArray::fromStringList(lost));
        state.insert(u"notice"_s, window.findChild<QWidget *>(u"notRestored"_s) != nullptr);
        say(state);
        return 0;
    }
    say(stateOf(window));
    return QApplication::exec(); // until the end
}

class SessionTest : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void survivesAKill();
    void whatIsGoneIsSaid();
    void anEmptyStartKeepsTheSessionBefore();

private:
    QJsonObject restored();
    QJsonObject kept() const;
    std::unique_ptr<QProcess> start(const QStringList &arguments);

    QTemporaryDir m_folder;
    QStringList m_files;
};

void SessionTest::initTestCase()
{
    for (const auto &[name, west] : {std::pair{"one", 650000.0}, {"two", 650100.0}}) {
        test::RasterSpec spec;
        spec.geoTransform = {west, 1, 0, 6860000, 0, -1};
        m_files << m_folder.filePath(QLatin1String(name) + u".tif"_s);
        QVERIFY(test::writeRaster(m_files.back(), spec));
    }
    QFile vector(m_folder.filePath(u"points.geojson"_s));
    QVERIFY(vector.open(QIODevice::WriteOnly));
    vector.write(R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"name":"a"},
        "geometry":{"type":"Point","coordinates":[2.3168,48.8394]}}]})");
    m_files << vector.fileName();
}

std::unique_ptr<QProcess> SessionTest::start(const QStringList &arguments)
{
    auto process = std::make_unique<QProcess>();
    QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
    environment.insert(u"TUILERIE_SESSION_CHILD"_s, u"1"_s);
    process->setProcessEnvironment(environment);
    process->setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process->start(QCoreApplication::applicationFilePath(), arguments);
    return process;
}

QJsonObject SessionTest::kept() const
{
    QFile file(SessionKeeper::defaultFile());
    return file.open(QIODevice::ReadOnly) ? QJsonDocument::fromJson(file.readAll()).object() : QJsonObject();
}

QJsonObject SessionTest::restored()
{
    const auto process = start({u"restore"_s});
    if (!process->waitForFinished(Patience))
        return {};
    return QJsonDocument::fromJson(process->readAllStandardOutput().split('\n').value(0)).object();
}

void SessionTest::survivesAKill()
{
    const auto window = start(QStringList{u"use"_s} + m_files);
    QTRY_VERIFY_WITH_TIMEOUT(window->canReadLine() || window->state() == QProcess::NotRunning, Patience);
    const QJsonObject before = QJsonDocument::fromJson(window->readLine()).object();
    QCOMPARE(before.value(u"entries"_s).toArray().size(), 3);
    // Kept as it changes: nobody closes the window.
    QTRY_COMPARE_WITH_TIMEOUT(kept().value(u"entries"_s).toArray(), before.value(u"entries"_s).toArray(), Patience);
    QTRY_COMPARE_WITH_TIMEOUT(kept().value(u"view"_s).toObject(), before.value(u"view"_s).toObject(), Patience);
    QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(DraftStore::defaultFile()), Patience);
    window->kill();
    QVERIFY(window->waitForFinished(Patience));
    QCOMPARE(window->exitStatus(), QProcess::CrashExit);

    const QJsonObject after = restored();
    QCOMPARE(after.value(u"entries"_s).toArray(), before.value(u"entries"_s).toArray());
    QCOMPARE(after.value(u"view"_s).toObject(), before.value(u"view"_s).toObject());
    QVERIFY(after.value(u"draft"_s).toBool());
    QVERIFY(after.value(u"lost"_s).toArray().isEmpty());
    QVERIFY(!after.value(u"notice"_s).toBool());
}

void SessionTest::whatIsGoneIsSaid()
{
    QVERIFY(QFile::remove(m_files[0]));
    QFile broken(m_files[1]);
    QVERIFY(broken.open(QIODevice::WriteOnly | QIODevice::Truncate));
    broken.write("no picture");
    broken.close();
    const QJsonObject after = restored();
    QCOMPARE(after.value(u"entries"_s).toArray().size(), 2); // the broken one stays in the list, with its reason
    const QJsonArray lost = after.value(u"lost"_s).toArray();
    QCOMPARE(lost.size(), 2);
    QCOMPARE(lost.at(0).toString(), m_files[0]);
    QVERIFY(lost.at(1).toString().startsWith(u"two:"_s));
    QVERIFY(after.value(u"notice"_s).toBool());
}

void SessionTest::anEmptyStartKeepsTheSessionBefore()
{
    const QJsonObject before = kept();
    QVERIFY(!before.isEmpty());
    {
        const auto window = makeWindow<MainWindow>();
        QVERIFY(window);
        window->canvas()->zoomBy(2);
        window->close();
    }
    QCOMPARE(kept(), before);
}

int main(int argc, char *argv[])
{
    const bool isChild = qEnvironmentVariableIsSet("TUILERIE_SESSION_CHILD");
    std::optional<test::TemporaryProfile> profile; // the child has its parent's
    if (!isChild)
        profile.emplace();
    QCoreApplication::setAttribute(Qt::AA_Use96Dpi);
    RenderSession session(argc, argv);
    Theme::apply(ThemeMode::Light);
    Language::apply(u"en"_s);
    if (const Status started = session.start(); !started)
        qFatal("%s", qPrintable(started.error().message + started.error().detail));
    test::Watchdog watchdog;
    if (isChild)
        return watchdog.finish(child(QCoreApplication::arguments().mid(1)));
    SessionTest test;
    return watchdog.finish(QTest::qExec(&test, argc, argv));
}
#include "sessiontest.moc"
