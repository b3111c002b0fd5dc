# CPack's Debian packages: one for each component. Included by packaging/CMakeLists.txt.
set(TUILERIE_MAINTAINER "Tuilerie developers <maintainers@tuilerie.invalid>" CACHE STRING "Maintainer field of the packages")
set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME tuilerie)
set(CPACK_PACKAGE_VENDOR "Tuilerie")
set(CPACK_PACKAGE_CONTACT "${TUILERIE_MAINTAINER}")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "${PROJECT_DESCRIPTION}")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEB_COMPONENT_INSTALL ON)
set(CPACK_COMPONENTS_GROUPING IGNORE)
set(CPACK_INSTALL_DEFAULT_DIRECTORY_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE WORLD_READ WORLD_EXECUTE)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_RELEASE 1)
set(CPACK_DEBIAN_PACKAGE_SOURCE tuilerie)
set(CPACK_DEBIAN_PACKAGE_SECTION science)
set(CPACK_DEBIAN_PACKAGE_PRIORITY optional)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS_PRIVATE_DIRS "${QGIS_RUNTIME_PREFIX}/lib")
set(CPACK_DEBIAN_PACKAGE_CONTROL_STRICT_PERMISSION ON)
set(CPACK_DEBIAN_COMPRESSION_TYPE gzip) # xz would take two minutes for a quarter less

set(CPACK_COMPONENTS_ALL cli server)
if(TUILERIE_RENDER)
  list(APPEND CPACK_COMPONENTS_ALL qgis)
endif()
if(TUILERIE_UI)
  list(APPEND CPACK_COMPONENTS_ALL desktop)
endif()

set(same "(= ${PROJECT_VERSION}-1)")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_NAME tuilerie)
set(CPACK_DEBIAN_DESKTOP_PACKAGE_DEPENDS
  "tuilerie-cli ${same}, tuilerie-server ${same}, tuilerie-qgis-core ${same}, libqt6svg6, qt6-qpa-plugins, libqt6sql6-sqlite, proj-data")
set(CPACK_DEBIAN_DESKTOP_PACKAGE_RECOMMENDS "qt6-translations-l10n")
set(CPACK_COMPONENT_DESKTOP_DESCRIPTION
"publish GeoPackage, TIFF and LAZ files as map services
 A desktop application for the people who prepare geographic data: look at
 files on a map, check them, make pyramids, and publish WMTS, TMS and WMS
 layers on the embedded server or on another, through a guided wizard.")
set(CPACK_DEBIAN_CLI_PACKAGE_NAME tuilerie-cli)
set(CPACK_DEBIAN_CLI_PACKAGE_DEPENDS "proj-data")
set(CPACK_DEBIAN_CLI_PACKAGE_RECOMMENDS "tuilerie-server ${same}")
set(CPACK_COMPONENT_CLI_DESCRIPTION
"check, tile and publish geographic data (command line)
 Inspects and checks GeoPackage, TIFF and LAZ files, makes ROK4 pyramids and
 COPC point clouds of them, and publishes them on a Tuilerie server.")
set(CPACK_DEBIAN_SERVER_PACKAGE_NAME tuilerie-server)
set(CPACK_DEBIAN_SERVER_PACKAGE_DEPENDS "proj-data, adduser, init-system-helpers (>= 1.52)")
set(CPACK_DEBIAN_SERVER_PACKAGE_RECOMMENDS "tuilerie-qgis-core ${same}")
set(CPACK_COMPONENT_SERVER_DESCRIPTION
"diffusion server for tiled maps and point clouds
 Serves WMTS, TMS, WMS, downloads and a viewer page from one data folder, and
 speaks the Entrepot API. The service tuilerie-server is installed, not
 started: see tuilerie-server(1).")
set(CPACK_DEBIAN_QGIS_PACKAGE_NAME tuilerie-qgis-core)
set(CPACK_DEBIAN_QGIS_PACKAGE_DEPENDS "libqt6sql6-sqlite, proj-data, qt6-qpa-plugins, fonts-dejavu-core")
set(CPACK_COMPONENT_QGIS_DESCRIPTION
"QGIS core on Qt 6 and the renderer of Tuilerie
 The library of QGIS that draws styled maps, built on Qt 6, in a private
 folder, with the program that draws maps for tuilerie-server.")

set(debian "${CMAKE_CURRENT_SOURCE_DIR}/debian")
set(CPACK_DEBIAN_SERVER_PACKAGE_CONTROL_EXTRA
  "${debian}/server/conffiles;${debian}/server/postinst;${debian}/server/prerm;${debian}/server/postrm")

# Copyright, change log, list of what is bundled: the same in each package.
set(made "${CMAKE_CURRENT_BINARY_DIR}/debian")
set(CPACK_TUILERIE_MADE "${made}")
add_custom_command(OUTPUT "${made}/changelog.Debian.gz" "${made}/bundled.spdx.json" "${made}/copyright"
  COMMAND "${Python3_EXECUTABLE}" "${CMAKE_CURRENT_SOURCE_DIR}/debian/papers.py" --source "${PROJECT_SOURCE_DIR}" --output "${made}"
          --version ${PROJECT_VERSION}-1 --maintainer "${TUILERIE_MAINTAINER}"
  DEPENDS debian/papers.py debian/copyright "${PROJECT_SOURCE_DIR}/web/package-lock.json" "${PROJECT_SOURCE_DIR}/CHANGELOG.md"
          "${PROJECT_SOURCE_DIR}/tools/deps/qgis.sh" "${PROJECT_SOURCE_DIR}/tools/deps/qca.sh" "${PROJECT_SOURCE_DIR}/tools/deps/laszip.sh" VERBATIM)
add_custom_target(papers ALL DEPENDS "${made}/changelog.Debian.gz" "${made}/bundled.spdx.json" "${made}/copyright")
foreach(component IN LISTS CPACK_COMPONENTS_ALL)
  string(TOUPPER ${component} upper)
  set(package ${CPACK_DEBIAN_${upper}_PACKAGE_NAME})
  install(FILES "${made}/changelog.Debian.gz" "${made}/bundled.spdx.json" "${made}/copyright" DESTINATION share/doc/${package} COMPONENT ${component})
  if(EXISTS "${debian}/${component}/lintian-overrides")
    install(FILES "${debian}/${component}/lintian-overrides" DESTINATION share/lintian/overrides RENAME ${package} COMPONENT ${component})
  endif()
endforeach()
include(CPack)
