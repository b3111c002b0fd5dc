// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QDir>
#include <QString>
#include <functional>
#include <memory>

class QWidget;

namespace tuilerie {
class MainWindow;
class ServerSession;
}

namespace tuilerie::test {

/// Small data of each kind in Lambert-93, written into `folder`: a photograph of three bands, communes with attributes, a
/// point cloud. Needs gdal_create.
struct SomeData
{
    explicit SomeData(const QDir &folder);
    ~SomeData();
    QString raster, vector, cloud;
    std::unique_ptr<ServerSession> servers; ///< for wizard and dialogs; the one on this computer cannot be started
    QStringList all() const { return {raster, vector, cloud}; }
};

/// A look at one window in one state: its name, the window, and the part of it that is meant (a dock, a page, itself).
using Look = std::function<void(const QString &name, QWidget *window, QWidget *part)>;

/// The main window at 1280 × 800 with the data open, settled.
std::unique_ptr<MainWindow> openedWindow(const SomeData &data);
/// Each dock in front, with each entry chosen.
void lookAtDocks(MainWindow &window, const Look &look);
/// Every page of the wizard, for each kind of data. No server is asked.
void lookAtWizard(const SomeData &data, const Look &look);
/// Every dialog of ours.
void lookAtDialogs(const SomeData &data, const Look &look);

} // namespace tuilerie::test
