// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/layers/exportdialog.h"

#include "../guitest.h"
#include "../../core/pyramid/pyramidsamples.h"
#include "support/dyingworkers.h"
#include "ui/widgets/actions.h"
#include "ui/widgets/filedialog.h"
#include "ui/widgets/settings.h"
#include "ui/window/mainwindow.h"

#include <QComboBox>
#include <QDir>
#include <QJsonDocument>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <gdal_priv.h>

using namespace tuilerie;
using namespace tuilerie::test;

/// "Export…" in the real window: what does not fit, the file, pause, a restart, and the end of it.
class ExportDialogTest : public QObject
{
    Q_OBJECT

    QTemporaryDir m_folder;
    QString m_pyramid;
    std::unique_ptr<MainWindow> m_window;

    ExportDialog *dialog() const { return m_window->findChild<ExportDialog *>(); }
    template <typename Widget> Widget *find(const char *name) const
    {
        return dialog() ? dialog()->findChild<Widget *>(QLatin1String(name)) : nullptr;
    }
    QString state() const { return find<QLabel>("exportState")->text(); }
    QPushButton *button(const char *name) const { return find<QPushButton>(name); }
    /// By the command of the menu.
    void openDialog()
    {
        FileDialog::setNextFileName(m_pyramid);
        (*m_window->actions())[ActionId::Export]->trigger();
        QVERIFY(dialog());
        QTRY_VERIFY(!state().isEmpty());
    }
    void choose(ExportFormat format)
    {
        auto *formats = find<QComboBox>("exportFormat");
        formats->setCurrentIndex(formats->findData(int(format)));
        QTRY_VERIFY(!state().isEmpty());
    }
    static bool isRaster(const QString &path)
    {
        const GDALDatasetUniquePtr data(GDALDataset::Open(path.toUtf8().constData(), GDAL_OF_RASTER));
        return data && data->GetRasterCount() >= 3;
    }

private slots:
    void initTestCase()
    {
        const auto made =
            writeSamplePyramid(m_folder.filePath(QStringLiteral("p")), {TileCompression::Png, SampleType::UInt8}, 3);
        QVERIFY(made);
        m_pyramid = *made;
    }
    void init()
    {
        Settings::clear();
        m_window = makeWindow<MainWindow>();
        QVERIFY(m_window);
    }
    void cleanup() { m_window.reset(); }

    void aPyramidBecomesAFile()
    {
        openDialog();
        choose(ExportFormat::GeoPackage);
        QTRY_VERIFY(button("exportStart")->isEnabled());
        QVERIFY(state().contains(QStringLiteral("16")) && state().contains(QStringLiteral("17")));
        QVERIFY(find<QLineEdit>("exportFile")->text().endsWith(QStringLiteral(".gpkg")));
        const QString file = m_folder.filePath(QStringLiteral("out.gpkg"));
        FileDialog::setNextFileName(file);
        QTest::mouseClick(button("exportChooseFile"), Qt::LeftButton);
        QCOMPARE(find<QLineEdit>("exportFile")->text(), file);
        QTRY_VERIFY(button("exportStart")->isEnabled());
        QTest::mouseClick(button("exportStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(QFile::exists(file) && !dialog()->isRunning(), 30000);
        QVERIFY(isRaster(file));
        QVERIFY2(state().contains(QStringLiteral("out.gpkg")), qPrintable(state()));
        QVERIFY(Settings::value(Settings::Exports).toStringList().isEmpty());
        // The same name again is refused before work.
        dialog()->close();
        QTRY_VERIFY(!dialog());
        openDialog();
        choose(ExportFormat::GeoPackage);
        find<QLineEdit>("exportFile")->setText(file);
        emit find<QLineEdit>("exportFile")->editingFinished();
        QTRY_VERIFY2(state().contains(QStringLiteral("out.gpkg")), qPrintable(state()));
        QTRY_VERIFY(!button("exportStart")->isEnabled());
    }

    void theLevelIsChosen()
    {
        openDialog();
        choose(ExportFormat::Cog);
        auto *levels = find<QComboBox>("exportLevel");
        QTRY_COMPARE(levels->count(), 2);
        levels->setCurrentIndex(1);
        emit levels->activated(1);
        QTRY_VERIFY2(state().contains(QStringLiteral("16 to 16")), qPrintable(state()));
    }

    void whatDoesNotFitIsSaid()
    {
        const QString own = m_pyramid;
        QTemporaryDir folder;
        const QString others = pyramidsOfOthers(folder);
        // One in a grid that is not the web's.
        const QFileInfoList found = QDir(others).entryInfoList({QStringLiteral("*.json")}, QDir::Files);
        for (const QFileInfo &file : found) {
            QFile text(file.filePath());
            if (text.open(QIODevice::ReadOnly) && text.readAll().contains("LAMB93_"))
                m_pyramid = file.filePath();
        }
        QVERIFY(m_pyramid != own);
        openDialog();
        QTRY_VERIFY2(state().contains(QStringLiteral("gpkg or cog")), qPrintable(state()));
        QVERIFY(!button("exportStart")->isEnabled());
        m_pyramid = own;
    }

    void whatIsPausedGoesOnAfterARestart()
    {
        openDialog();
        choose(ExportFormat::PmTiles);
        QTRY_VERIFY(button("exportStart")->isEnabled());
        const QString file = m_folder.filePath(QStringLiteral("later.pmtiles"));
        find<QLineEdit>("exportFile")->setText(file);
        emit find<QLineEdit>("exportFile")->editingFinished();
        QTRY_VERIFY(button("exportStart")->isEnabled());
        QTest::mouseClick(button("exportStart"), Qt::LeftButton);
        QVERIFY(dialog()->isRunning());
        QCOMPARE(Settings::value(Settings::Exports).toStringList().size(), 1);
        // The window goes at once, and with it the dialog: whatever was done by then is kept.
        const QStringList kept = Settings::value(Settings::Exports).toStringList();
        m_window.reset();
        QVERIFY(QTest::qWaitFor([] { return WorkPool::lengthy().join(std::chrono::milliseconds(10)); }, 30000));
        QFile::remove(file); // it may have been quicker
        Settings::setValue(Settings::Exports, kept);
        m_window = makeWindow<MainWindow>();
        ExportDialog::offerUnfinished(m_window.get());
        QVERIFY(dialog() && dialog()->isVisible());
        QCOMPARE(find<QLineEdit>("exportFile")->text(), file);
        QVERIFY(button("exportStart")->isEnabled());
        QTest::mouseClick(button("exportStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog()->isRunning(), 30000);
        QVERIFY2(QFile::exists(file), qPrintable(state()));
        QVERIFY(Settings::value(Settings::Exports).toStringList().isEmpty());
        QCOMPARE(
            QDir(m_folder.path()).entryList({QStringLiteral("*.export")}, QDir::AllEntries | QDir::Hidden), QStringList());
    }

    void whatIsCancelledLeavesNothing()
    {
        ExportParams params;
        params.pyramid = m_pyramid;
        params.output = m_folder.filePath(QStringLiteral("dropped.mbtiles"));
        params.format = ExportFormat::MbTiles;
        QVERIFY(QDir().mkpath(m_folder.filePath(QStringLiteral(".dropped.mbtiles.export"))));
        Settings::setValue(Settings::Exports,
            QStringList{QString::fromUtf8(QJsonDocument(params.toJson()).toJson(QJsonDocument::Compact))});
        ExportDialog::offerUnfinished(m_window.get());
        QVERIFY(dialog());
        QTest::mouseClick(button("exportCancel"), Qt::LeftButton);
        QTRY_VERIFY(!QFile::exists(m_folder.filePath(QStringLiteral(".dropped.mbtiles.export"))));
        QVERIFY(Settings::value(Settings::Exports).toStringList().isEmpty());
        QVERIFY(!QFile::exists(params.output));
    }

    void aDyingWorkerIsASentence()
    {
        openDialog();
        choose(ExportFormat::MbTiles);
        const QString file = m_folder.filePath(QStringLiteral("dying.mbtiles"));
        {
            const DyingWorkers dying;
            find<QLineEdit>("exportFile")->setText(file);
            emit find<QLineEdit>("exportFile")->editingFinished();
            QTRY_VERIFY2(state().contains(QStringLiteral("broke down")), qPrintable(state()));
            QVERIFY(!button("exportStart")->isEnabled());
        }
        emit find<QLineEdit>("exportFile")->editingFinished();
        QTRY_VERIFY2(button("exportStart")->isEnabled(), qPrintable(state()));
        {
            const DyingWorkers dying;
            QTest::mouseClick(button("exportStart"), Qt::LeftButton);
            QTRY_VERIFY(!dialog()->isRunning());
        }
        QVERIFY2(state().contains(QStringLiteral("broke down")), qPrintable(state()));
        // It goes on once the reason is gone.
        QTest::mouseClick(button("exportStart"), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(!dialog()->isRunning(), 30000);
        QVERIFY2(QFile::exists(file), qPrintable(state()));
    }

    void speaksFrench()
    {
        openDialog();
        Language::apply(QStringLiteral("fr"));
        QTRY_COMPARE(button("exportStart")->text(), QStringLiteral("&Exporter"));
        QVERIFY(dialog()->windowTitle().startsWith(QStringLiteral("Exporter")));
        Language::apply(QStringLiteral("en"));
    }
};

TUILERIE_GUI_TEST_MAIN(ExportDialogTest)
#include "exportdialogtest.moc"
