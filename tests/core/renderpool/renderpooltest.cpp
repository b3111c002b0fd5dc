// SPDX-License-Identifier: GPL-3.0-or-later
#include "renderpool/renderpool.h"
#include "support/testsupport.h"

#include <QDir>
#include <QFileInfo>
#include <QImage>
#include <QJsonDocument>
#include <QTemporaryDir>

#include <csignal>
#include <future>
#include <sys/wait.h>

using namespace tuilerie;
using namespace tuilerie::test;

/// The pool over the real tuilerie-renderer: killed, stopped, flooded, starved.
class RenderPoolTest : public QObject
{
    Q_OBJECT

    TemporaryProfile m_profile;
    QString m_program = programPath(QStringLiteral("tuilerie-renderer"));

    RenderPoolOptions options() const
    {
        RenderPoolOptions options;
        options.program = m_program;
        options.workers = 1;
        return options;
    }

    static MapRequest communes(int width = 200, int height = 200)
    {
        MapRequest request;
        request.tables = {{dataPath(QStringLiteral("vector/communes.gpkg")), QStringLiteral("communes"), {}}};
        request.crs = QStringLiteral("EPSG:2154");
        request.extent = {760000, 6263000, 790000, 6293000};
        request.width = width;
        request.height = height;
        return request;
    }

    static std::vector<pid_t> pids(const RenderPool &pool)
    {
        std::vector<pid_t> list;
        for (const QJsonValue &pid : pool.statistics().value(QLatin1String("pids")).toArray())
            list.push_back(pid_t(pid.toInteger()));
        return list;
    }

    static qint64 figure(const RenderPool &pool, const char *name)
    {
        return pool.statistics().value(QLatin1String(name)).toInteger(-1);
    }

    /// Gone, or a zombie that nobody is left to wait for.
    static bool isGone(pid_t pid)
    {
        QFile file(QStringLiteral("/proc/%1/stat").arg(pid));
        if (!file.open(QIODevice::ReadOnly))
            return true;
        // Its first thread may be gone before the others, which still hold its files.
        const bool hasThreads =
            QDir(QStringLiteral("/proc/%1/task").arg(pid)).entryList(QDir::Dirs | QDir::NoDotAndDotDot).size() > 1;
        return file.readAll().contains(") Z ") && !hasThreads;
    }

private slots:
    void initTestCase()
    {
        if (!QFileInfo::exists(m_program))
            QSKIP("This build has no renderer.");
    }

    void saysThatThereIsNone()
    {
        RenderPoolOptions none;
        none.program = QStringLiteral("/nowhere/tuilerie-renderer");
        const auto pool = RenderPool::create(none);
        QVERIFY(!pool);
        QCOMPARE(pool.error().code, ErrorCode::Unsupported);
        QVERIFY(pool.error().message.contains(QLatin1String("/nowhere/tuilerie-renderer")));
    }

    void draws()
    {
        const auto pool = RenderPool::create(options());
        QVERIFY(pool);
        QCOMPARE(figure(**pool, "workers"), 0); // started when first needed
        const auto png = (*pool)->map(communes());
        QVERIFY2(png, png ? "" : qPrintable(png.error().message + png.error().detail));
        const QImage image = QImage::fromData(*png, "PNG");
        QCOMPARE(image.size(), QSize(200, 200));
        QVERIFY(image.hasAlphaChannel());
        int drawn = 0;
        for (int y = 0; y < 200; ++y)
            for (int x = 0; x < 200; ++x)
                drawn += image.pixelColor(x, y).alpha() > 0;
        QVERIFY2(drawn > 10000 && drawn < 39000, qPrintable(QString::number(drawn)));
        QCOMPARE(figure(**pool, "workers"), 1);
        QCOMPARE(figure(**pool, "busy"), 0);

        MapRequest raw = communes(64, 32);
        raw.format = QStringLiteral("rgba");
        QCOMPARE((*pool)->map(raw)->size(), 64 * 32 * 4);
        raw.format = QStringLiteral("jpeg");
        raw.transparent = false;
        raw.background = QStringLiteral("#ff0000");
        const QImage jpeg = QImage::fromData(*(*pool)->map(raw), "JPEG");
        QCOMPARE(jpeg.size(), QSize(64, 32));
    }

    /// QGIS makes temporary files, and a worker is killed rather than asked to tidy up.
    void leavesNoTemporaryFiles()
    {
        const QTemporaryDir folder;
        const QByteArray before = qgetenv("TMPDIR");
        qputenv("TMPDIR", QFile::encodeName(folder.path()));
        const auto left = [&folder] {
            return QDir(folder.path()).entryList(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        };
        auto pool = RenderPool::create(options());
        const auto first = pool ? (*pool)->map(communes()) : Result<QByteArray>(fail(pool.error()));
        const QStringList used = left();
        const bool isInside = used.size() == 1
            && !QDir(folder.filePath(used.value(0))).isEmpty(QDir::AllEntries | QDir::Hidden | QDir::NoDotAndDotDot);
        if (first) {
            const pid_t worker = pids(**pool).at(0);
            ::kill(worker, SIGKILL);
            QTRY_VERIFY(isGone(worker));
        }
        const auto second = pool ? (*pool)->map(communes()) : Result<QByteArray>(fail(pool.error()));
        const QStringList after = left();
        if (pool)
            pool->reset();
        if (before.isEmpty())
            qunsetenv("TMPDIR");
        else
            qputenv("TMPDIR", before);
        VERIFY_OK(first);
        VERIFY_OK(second);
        QVERIFY2(isInside, qPrintable(used.join(QLatin1Char(' '))));
        QVERIFY2(after.size() == 1 && after != used, qPrintable(after.join(QLatin1Char(' '))));
        QVERIFY2(left().isEmpty(), qPrintable(left().join(QLatin1Char(' '))));
    }

    void answersWhatIsThere()
    {
        const auto pool = *RenderPool::create(options());
        FeatureRequest at;
        at.map = communes(300, 300);
        at.column = at.row = 150;
        at.tolerance = 0;
        const auto features = pool->features(at);
        QVERIFY2(features, features ? "" : qPrintable(features.error().message));
        QVERIFY(!features->isEmpty());
        const QJsonObject first = features->first().toObject();
        QCOMPARE(first.value(QLatin1String("table")).toString(), QStringLiteral("communes"));
        // GDAL says which commune lies under the pixel's centre.
        const double x = 760000 + 150.5 * 100, y = 6293000 - 150.5 * 100;
        const ProcessResult ogr = runProgram(QStringLiteral("ogr2ogr"),
            {QStringLiteral("-f"), QStringLiteral("GeoJSON"), QStringLiteral("/vsistdout/"),
                dataPath(QStringLiteral("vector/communes.gpkg")), QStringLiteral("communes"), QStringLiteral("-t_srs"),
                QStringLiteral("EPSG:2154"), QStringLiteral("-spat"), QString::number(x, 'f', 1), QString::number(y, 'f', 1),
                QString::number(x, 'f', 1), QString::number(y, 'f', 1)});
        const QJsonArray known = QJsonDocument::fromJson(ogr.output)[QLatin1String("features")].toArray();
        QCOMPARE(known.size(), 1);
        const QJsonObject expected = known.first()[QLatin1String("properties")].toObject();
        QVERIFY(!expected.isEmpty());
        for (auto it = expected.begin(); it != expected.end(); ++it)
            QVERIFY2(first.value(QLatin1String("properties")).toObject().value(it.key()) == it.value(),
                qPrintable(it.key() + QString::fromUtf8(QJsonDocument(first).toJson()) + QString::fromUtf8(ogr.output)));

        at.column = at.row = 0;
        at.map.extent = {0, 0, 1000, 1000};
        QVERIFY(pool->features(at)->isEmpty());

        const auto description = pool->describe(at.map.tables.front());
        QVERIFY(description);
        QCOMPARE(description->value(QLatin1String("geometry")).toString(), QStringLiteral("polygon"));
        QCOMPARE(description->value(QLatin1String("crs")).toString(), QStringLiteral("EPSG:2154"));
        QVERIFY(pool->sld(at.map.tables.front())->contains("version=\"1.0.0\""));
        LegendRequest legend;
        legend.tables = at.map.tables;
        QVERIFY(!QImage::fromData(*pool->legend(legend), "PNG").isNull());
    }

    void errorsAreSentences()
    {
        const auto pool = *RenderPool::create(options());
        MapRequest request = communes();
        request.crs = QStringLiteral("EPSG:0");
        auto answer = pool->map(request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Invalid);
        QVERIFY(answer.error().message.contains(QLatin1String("EPSG:0")));
        request = communes();
        request.tables.front().table = QStringLiteral("nothing");
        QCOMPARE(pool->map(request).error().code, ErrorCode::NotFound);
        request.tables.front() = {QStringLiteral("/nowhere.gpkg"), QStringLiteral("x"), {}};
        QCOMPARE(pool->map(request).error().code, ErrorCode::NotFound);
        request = communes();
        request.tables.front().style = dataPath(QStringLiteral("vector/communes.gpkg")); // no style at all
        answer = pool->map(request);
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Invalid);
        request = communes(100000, 10);
        QCOMPARE(pool->map(request).error().code, ErrorCode::Invalid);
        QCOMPARE(figure(*pool, "restarts"), 0);
    }

    void killedWhileIdleCostsNothing()
    {
        const auto pool = *RenderPool::create(options());
        QVERIFY(pool->map(communes()));
        const pid_t first = pids(*pool).front();
        ::kill(first, SIGKILL);
        QTRY_VERIFY(isGone(first));
        const auto again = pool->map(communes());
        QVERIFY2(again, again ? "" : qPrintable(again.error().message + again.error().detail));
        QCOMPARE(figure(*pool, "restarts"), 1);
        QVERIFY(pids(*pool).front() != first);
    }

    void killedOverARequestCostsThatOne()
    {
        const auto pool = *RenderPool::create(options());
        QVERIFY(pool->map(communes()));
        const pid_t first = pids(*pool).front();
        ::kill(first, SIGSTOP); // it will take the request and not answer
        auto asked = std::async(std::launch::async, [&] { return pool->map(communes()); });
        QTRY_COMPARE(figure(*pool, "busy"), 1);
        // Only once the request lies in its socket does killing it hit the request.
        QTest::qWait(100);
        ::kill(first, SIGKILL);
        const auto answer = asked.get();
        // Killed before the request was sent, the pool takes another worker; after that, the request is lost.
        if (!answer)
            QCOMPARE(answer.error().code, ErrorCode::Internal);
        QCOMPARE(figure(*pool, "restarts"), 1);
        QVERIFY(pool->map(communes()));
    }

    void hangsEndAtTheTimeLimit()
    {
        RenderPoolOptions quick = options();
        quick.timeoutSeconds = 2;
        const auto pool = *RenderPool::create(quick);
        QVERIFY(pool->map(communes()));
        const pid_t first = pids(*pool).front();
        ::kill(first, SIGSTOP);
        const auto answer = pool->map(communes());
        QVERIFY(!answer);
        QCOMPARE(answer.error().code, ErrorCode::Internal);
        QVERIFY(answer.error().message.contains(QLatin1Char('2')));
        QVERIFY(isGone(first));
        QCOMPARE(figure(*pool, "timeouts"), 1);
        QVERIFY(pool->map(communes()));
    }

    void refusesWhatDoesNotFitTheQueue()
    {
        RenderPoolOptions small = options();
        small.queueLimit = 2;
        small.timeoutSeconds = 20;
        const auto pool = *RenderPool::create(small);
        QVERIFY(pool->map(communes()));
        const pid_t worker = pids(*pool).front();
        ::kill(worker, SIGSTOP);
        std::vector<std::future<Result<QByteArray>>> asked;
        for (int i = 0; i < 3; ++i)
            asked.push_back(std::async(std::launch::async, [&] { return pool->map(communes()); }));
        QTRY_COMPARE(figure(*pool, "waiting"), 2);
        const auto refused = pool->map(communes());
        QVERIFY(!refused);
        QCOMPARE(refused.error().code, ErrorCode::Busy);
        QCOMPARE(figure(*pool, "refused"), 1);
        ::kill(worker, SIGCONT); // and all that wait are answered
        for (auto &one : asked)
            QVERIFY(one.get());
        QCOMPARE(figure(*pool, "waiting"), 0);
    }

    void memoryIsLimited()
    {
        RenderPoolOptions small = options();
        small.memoryMiB = 700;
        const auto pool = *RenderPool::create(small);
        QVERIFY(pool->map(communes()));
        const auto answer = pool->map(communes(16000, 16000)); // a gigabyte of pixels
        QVERIFY(!answer);
        QVERIFY(answer.error().code == ErrorCode::Internal || answer.error().code == ErrorCode::Invalid);
        QVERIFY(pool->map(communes()));
    }

    void workersAreReplaced()
    {
        RenderPoolOptions often = options();
        often.requestsPerWorker = 2;
        const auto pool = *RenderPool::create(often);
        QVERIFY(pool->map(communes()));
        const pid_t first = pids(*pool).front();
        QVERIFY(pool->map(communes()));
        QVERIFY(pids(*pool).empty());
        QVERIFY(isGone(first));
        QVERIFY(pool->map(communes()));
        QCOMPARE(figure(*pool, "restarts"), 0); // nothing broke
    }

    void manyThreadsAtOnce()
    {
        RenderPoolOptions two = options();
        two.workers = 2;
        const auto pool = *RenderPool::create(two);
        const auto expected = *pool->map(communes());
        std::vector<std::future<Result<QByteArray>>> asked;
        for (int i = 0; i < 16; ++i)
            asked.push_back(std::async(std::launch::async, [&] { return pool->map(communes()); }));
        for (auto &one : asked)
            QCOMPARE(*one.get(), expected);
        QCOMPARE(figure(*pool, "workers"), 2);
        QCOMPARE(figure(*pool, "requests"), 17);
    }

    void endWithTheirPool()
    {
        auto pool = *RenderPool::create(options());
        QVERIFY(pool->map(communes()));
        const pid_t worker = pids(*pool).front();
        pool.reset();
        QVERIFY(isGone(worker));
    }

    void endWithTheirParent()
    {
        // A parent that is killed cleans nothing up: its end of the socket is closed by the kernel.
        const QString script =
            QStringLiteral("import fcntl,os,socket,subprocess,sys\n"
                           "pair=socket.socketpair()\n"
                           "a,b=[socket.socket(fileno=fcntl.fcntl(s.detach(),fcntl.F_DUPFD_CLOEXEC,10)) for s in pair]\n"
                           "keep=os.dup2(b.fileno(),3,inheritable=True)\n"
                           "p=subprocess.Popen([sys.argv[1],'--memory=1024'],pass_fds=(3,),stdout=subprocess.DEVNULL)\n"
                           "os.close(3); b.close()\n"
                           "a.recv(8)\n"
                           "print(p.pid,flush=True)\n"
                           "os.kill(os.getpid(),9)\n");
        const ProcessResult result =
            runProgram(QStringLiteral("/usr/bin/python3"), {QStringLiteral("-c"), script, m_program});
        const pid_t worker = pid_t(result.output.trimmed().toLongLong());
        QVERIFY2(worker > 0, result.errors.constData());
        QTRY_VERIFY(isGone(worker));
    }

    void noDialogueWithPeople()
    {
        const ProcessResult result = runProgram(m_program, {});
        QCOMPARE(result.exitCode, 2);
        QVERIFY(result.errors.contains("not by hand"));
    }
};

QTEST_GUILESS_MAIN(RenderPoolTest)
#include "renderpooltest.moc"
