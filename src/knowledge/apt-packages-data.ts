/*
 * What the package indexes of Debian 12 and 13 (main, updates, security; November 2026, amd64) say of packages that
 * Dockerfiles install, held against what official images have installed.
 */
/** Names under which neither has a package that could be installed: gone, of other distributions, or of other vendors. */
export const IN_NEITHER: string = `
  apt-key aspnetcore-runtime-8.0 awscli2 azure-functions-core-tools-3 azure-functions-core-tools-4 bazel
  bind-tools build-base chromium-browser chromium-chromedriver clang-11 clang-12 consul containerd.io curl-dev
  dig docker-buildx-plugin docker-ce docker-ce-cli docker-compose-plugin dotnet-runtime-8.0 dotnet-sdk-3.1
  dotnet-sdk-6.0 dotnet-sdk-8.0 firefox g++-10 gcc-10 gcc-9 gcc-c++ gcloud golang-1.21 golang-1.22
  google-chrome-stable google-cloud-cli google-cloud-sdk grpcurl helm ifconfig java-1.8.0-amazon-corretto-jdk
  java-11-amazon-corretto-jdk java-17-amazon-corretto-jdk java-21-amazon-corretto-jdk
  java-25-amazon-corretto-jdk julia k9s kubeadm kubelet lib32gcc1 lib32ncurses5 libcurl3 libevent-2.1-6 libffi6
  libffi7 libicu52 libicu60 libicu63 libicu66 libicu67 libicu70 libicu74 libicu78 libindicator7 libjpeg-turbo8
  libjpeg-turbo8-dev libjpeg8 libmariadbclient-dev libmysqlclient-dev libpng12-0 libpng12-dev libpython2.7
  libpython3.5 libpython3.6 libpython3.8 libreadline-gplv2-dev libreadline7 libssl1.0 libssl1.0.0 libssl1.1
  libtiff5 libwebp6 linux-headers minikube mongodb mongodb-clients mongodb-mongosh mongodb-org mongodb-org-shell
  msodbcsql17 msodbcsql18 mssql-tools mssql-tools18 msttcorefonts mysql-client mysql-client-5.7 mysql-client-8.0
  mysql-server netcat nodejs-legacy nomad nslookup openjdk-11-jdk openjdk-11-jdk-headless openjdk-11-jre
  openjdk-11-jre-headless openjdk-7-jre-headless openjdk-8-jdk openjdk-8-jdk-headless openjdk-8-jre
  openjdk-8-jre-headless openjdk-9-jre openssl-dev php5 php5-cli php5-curl php5-gd php5-mysql php7.4 php7.4-fpm
  php7.4-mysql php8.0 php8.0-cli php8.0-common php8.0-mysql php8.1 php8.1-fpm php8.1-mysql php8.3 php8.3-cli
  php8.3-dev php8.3-fpm php8.3-mbstring php8.3-mysql php8.3-pgsql php8.5 php8.5-cli php8.5-common php8.5-curl
  php8.5-dev php8.5-fpm php8.5-intl php8.5-mbstring php8.5-mysql php8.5-pgsql php8.5-xml ping pip3 postgresql-11
  postgresql-12 postgresql-13 postgresql-14 postgresql-16 postgresql-9.6 postgresql-client-12
  postgresql-client-13 postgresql-client-14 postgresql-client-16 postgresql-contrib-13 postgresql-dev powershell
  py3-pip python python-argparse python-biopython python-bzrlib python-configobj python-cutadapt python-dev
  python-gunicorn python-h5py python-matplotlib python-nose python-numpy python-openssl python-pandas python-pip
  python-pkg-resources python-rosdep python-rosinstall python-scipy python-setuptools python-six python-skimage
  python-sklearn python-software-properties python-sympy python-tk python-vcstools python-virtualenv python-yaml
  python2 python2-dev python2.7 python2.7-dev python3-colcon-common-extensions python3-colcon-mixin
  python3-devel python3-rosdep python3-vcstool python3.10 python3.10-distutils python3.12 python3.12-dev
  python3.12-venv python3.14 python3.7 python3.8 python3.9 qemu qt5-default shadow sqlite sshd terraform
  terraform-ls ttf-freefont ttf-mscorefonts-installer uwsgi-plugin-python vault zlib-devel
`;
/** Debian 12 does not have, 13 has. */
export const NOT_IN_12: string = `
  clang-17 clang-18 eza fastfetch g++-13 g++-14 gcc-13 gcc-14 golang-1.24 kubectl libaio1t64 libasound2t64
  libatk1.0-0t64 libcups2t64 libcurl3t64-gnutls libcurl4t64 libevent-2.1-7t64 libglib2.0-0t64 libgtk-3-0t64
  libicu76 libmagic1t64 libpng16-16t64 libreadline8t64 libssl3t64 libvips42t64 mariadb-client-compat
  openjdk-21-jdk openjdk-21-jdk-headless openjdk-21-jre openjdk-21-jre-headless openjdk-25-jdk
  openjdk-25-jre-headless php8.4 php8.4-cli php8.4-dev php8.4-fpm php8.4-mbstring php8.4-mysql php8.4-pgsql
  php8.4-xml postgresql-17 postgresql-client-17 python3.13 python3.13-dev rustup valkey
`;
/** Debian 13 does not have, 12 has. */
export const NOT_IN_13: string = `
  clang-13 clang-14 clang-15 clang-16 exa g++-11 gcc-11 golang-1.19 libaio1 libappindicator1 libatlas-base-dev
  libgconf-2-4 libgl1-mesa-glx libicu72 libncurses5 libncursesw5 libodbc1 libpcre3 libpcre3-dev libzip4 llvm-14
  llvm-15 mime-support mlocate neofetch openjdk-17-jdk openjdk-17-jdk-headless openjdk-17-jre
  openjdk-17-jre-headless packer php8.2 php8.2-cli php8.2-fpm php8.2-mysql postgresql-15 postgresql-client-15
  python3-distutils python3-lldb-13 python3.11 python3.11-dev python3.11-venv software-properties-common
  wkhtmltopdf yarn
`;
/**
 * Packages that are not in slim images, each with how many others come with it there at least (without recommended
 * ones), and in full images (buildpack-deps): `-` where these have it.
 */
export const NOT_INSTALLED: string = `
  acl:0:0 alsa-utils:9:6 an:1:0 ansible:48:13 ant:11:7 apache2:37:6 apache2-dev:108:21 apparmor:0:0
  apt-transport-https:0:0 apt-utils:0:0 aragorn:0:0 aria2:7:2 asciidoc:25:7 at:0:0 augustus:30:10 autoconf:6:-
  automake:8:- autotools-dev:0:- awscli:37:22 azure-cli:123:85 bamtools:2:2 barrnap:8:3 bash-completion:0:0
  bat:12:5 bats:0:0 bc:2:0 bedtools:0:0 bind9-dnsutils:20:8 bind9-host:17:7 binfmt-support:1:1 binutils:7:-
  binutils-gold:2:1 bioperl:22:15 bison:1:0 bowtie2:19:0 brotli:0:0 brz:25:10 bsd-mailx:23:10 bsdmainutils:2:2
  build-essential:52:0 bwa:0:0 byobu:38:13 bzip2:0:- bzr:26:11 ca-certificates:1:- ca-certificates-java:2:0
  caddy:4:3 canu:223:148 capnproto:1:1 cargo:64:10 cd-hit:6:0 certbot:39:20 chromium:170:99
  chromium-driver:171:100 cifs-utils:22:2 clang:38:10 clang-13:50:12 clang-14:47:9 clang-15:50:12 clang-16:47:9
  clang-17:37:9 clang-18:37:9 clang-19:37:9 clustalo:2:1 cmake:26:5 composer:47:35 cpanminus:20:8 cppcheck:16:2
  cron:2:1 curl:15:- cutadapt:18:4 cvs:7:0 cvsps:8:1 cython3:14:0 dbus:7:6 dbus-x11:11:5 debconf-utils:0:0
  debhelper:75:16 debian-keyring:0:0 default-jdk:116:61 default-jre:112:57 default-jre-headless:10:6
  default-libmysqlclient-dev:12:- default-mysql-client:15:3 devscripts:92:40 dh-autoreconf:52:2 dialog:1:0
  dirmngr:9:- dnsutils:21:9 docbook-xml:8:3 docbook-xsl:2:2 docker:8:1 docker-compose:0:0 docker.io:13:11
  dos2unix:0:0 doxygen:9:5 dpkg-dev:18:- dumb-init:0:0 elastix:37:13 elixir:14:10 emboss:49:11 equivs:76:17
  erlang:271:194 erlang-nox:28:23 exa:12:5 exim4:20:8 exonerate:1:0 expat:1:0 expect:3:1 eza:12:5 fail2ban:15:0
  fakeroot:1:1 fastfetch:1:1 fasttree:1:0 fd-find:0:0 ffmpeg:199:136 file:2:- firefox-esr:108:47 fish:24:6
  flex:1:0 fontconfig:7:- fonts-dejavu:2:1 fonts-dejavu-core:0:- fonts-freefont-ttf:0:0 fonts-liberation:0:0
  fonts-noto:1:1 fonts-noto-cjk:0:0 fonts-noto-color-emoji:0:0 fonts-roboto:1:1 fonts-symbola:0:0
  freetds-dev:9:3 fuse:1:1 fzf:0:0 g++:40:- g++-11:41:7 g++-12:31:- g++-13:35:8 g++-14:34:- gawk:4:1 gcc:24:-
  gcc-11:23:5 gcc-12:22:- gcc-13:27:5 gcc-14:26:- gcc-aarch64-linux-gnu:25:18 gcc-multilib:59:23
  gcc-x86-64-linux-gnu:24:- gconf-service:12:4 gdal-bin:105:46 gdb:41:9 gdbserver:0:0 gettext:4:1
  gettext-base:0:0 gfortran:41:3 gh:0:0 ghc:47:2 ghostscript:50:17 git:23:- git-lfs:24:0 gnupg:20:-
  gnupg-agent:8:0 gnupg1:17:0 gnupg2:21:0 gnuplot:188:115 golang:7:7 golang-1.19:3:3 golang-1.24:3:3
  golang-go:3:3 gosu:0:0 gpg:5:- gpg-agent:7:- gradle:131:125 graphicsmagick:29:3 graphviz:65:18 groff:15:5
  gsl-bin:2:2 gss-ntlmssp:8:1 gunicorn:18:1 haproxy:4:3 help2man:6:1 hicolor-icon-theme:0:- hmmer:1:1 htop:1:0
  httpie:36:18 icu-devtools:1:- im:5:0 imagemagick:42:- inetutils-ping:1:0 inetutils-telnet:6:0 infernal:0:0
  inotify-tools:1:1 iperf:0:0 iproute2:13:4 iptables:8:7 iputils-ping:1:0 iputils-tracepath:0:0 iqtree:31:17
  java-common:0:0 jq:2:2 kma:0:0 kmod:1:1 krb5-user:10:0 kubectl:0:0 lbzip2:0:0 le:1:0 less:0:0 lib32gcc-s1:1:1
  lib32stdc++6:2:2 lib32z1:1:1 libaio-dev:1:1 libaio1:0:0 libaio1t64:0:0 libapache2-mod-php:47:13
  libapache2-mod-php8.2:46:12 libapache2-mod-wsgi-py3:46:5 libapparmor-dev:1:1 libapr1:0:- libapr1-dev:23:2
  libaprutil1:4:- libarchive-tools:2:1 libargon2-dev:1:1 libasound2:1:1 libasound2-dev:2:2 libasound2t64:1:1
  libass-dev:80:3 libatk-bridge2.0-0:13:5 libatk1.0-0:2:1 libatk1.0-0t64:4:1 libatlas-base-dev:3:2
  libatomic1:0:- libavcodec-dev:89:38 libavformat-dev:114:57 libavif-dev:9:6 libayatana-appindicator3-1:106:46
  libblas-dev:1:1 libbluetooth-dev:6:- libboost-all-dev:226:136 libboost-context-dev:31:15 libboost-dev:17:1
  libboost-filesystem-dev:23:5 libboost-filesystem1.83.0:0:0 libboost-graph-dev:28:9 libbrotli-dev:1:-
  libbson-dev:1:1 libbz2-dev:5:- libc++-18-dev:5:5 libc++abi-18-dev:2:2 libc6-dev:4:- libc6-dev-arm64-cross:2:2
  libc6-i386:0:0 libcairo2:18:- libcairo2-dev:91:- libcanberra-gtk-module:76:27 libcap-dev:0:0 libcap2-bin:0:0
  libcapnp-dev:2:1 libclang-dev:27:8 libcups2:10:4 libcups2t64:16:4 libcurl3-gnutls:14:- libcurl3t64-gnutls:23:-
  libcurl4:14:- libcurl4-gnutls-dev:15:0 libcurl4-openssl-dev:15:- libcurl4t64:21:- libdatetime-perl:42:37
  libdb-dev:1:- libdbd-sqlite3-perl:6:1 libdbi-perl:5:0 libdbus-1-3:0:0 libdbus-glib-1-2:2:1 libdeflate-dev:1:-
  libdeflate0:0:- libdpkg-perl:5:- libedit-dev:11:2 libedit2:0:- libegl1:23:16 liberror-perl:5:- libev-dev:1:1
  libev4:0:0 libevent-2.1-7:0:- libevent-2.1-7t64:0:- libevent-dev:5:- libexpat1:0:- libexpat1-dev:6:-
  libffi-dev:0:- libfile-slurp-perl:5:0 libfile-which-perl:5:0 libfindbin-libs-perl:5:0 libfontconfig1:6:-
  libfontconfig1-dev:24:0 libfreetype6:2:- libfreetype6-dev:23:- libgbm1:4:3 libgcc-11-dev:9:3
  libgcc-13-dev:10:1 libgconf-2-4:6:3 libgd-dev:77:11 libgdal-dev:200:95 libgdbm-compat-dev:8:0 libgdbm-dev:6:-
  libgdk-pixbuf2.0-0:20:1 libgeoip-dev:8:3 libgeos-dev:2:2 libgflags-dev:1:1 libgif-dev:1:1 libgl1:38:26
  libgl1-mesa-dri:22:13 libgl1-mesa-glx:41:28 libglib2.0-0:0:- libglib2.0-0t64:2:- libglib2.0-dev:46:-
  libglu1-mesa-dev:51:32 libgmp-dev:1:- libgomp1:0:- libgoogle-glog-dev:6:5 libgoogle-gson-java:0:0
  libgsl-dev:2:2 libgssapi-krb5-2:5:- libgstreamer1.0-0:4:1 libgtk-3-0:101:48 libgtk-3-0t64:102:41
  libgtk2.0-0:65:17 libgts-dev:48:1 libhdf5-dev:43:11 libheif-dev:10:0 libheif-plugin-aomenc:8:1
  libheif-plugin-x265:9:2 libhts-dev:32:3 libhts3:17:1 libhttp-date-perl:6:1 libicu-dev:7:- libicu72:0:-
  libicu76:0:- libidn12:0:0 libimage-exiftool-perl:5:0 libinline-c-perl:37:5 libio-pty-perl:5:0
  libjansson-dev:1:0 libjemalloc-dev:1:1 libjemalloc2:0:0 libjenkins-json-java:6:6 libjna-java:1:1
  libjpeg-dev:7:- libjpeg62-turbo:0:- libjpeg62-turbo-dev:6:- libjson-c-dev:1:1 libjson-java:27:23
  libjson-perl:5:0 libjsoncpp-dev:1:1 libkrb5-dev:17:- liblapack-dev:4:4 liblcms2-2:0:- liblcms2-dev:1:-
  libldap2-dev:4:0 libleveldb-dev:2:2 liblist-moreutils-perl:7:2 liblmdb-dev:1:1 libltdl-dev:10:-
  liblttng-ust1:3:2 liblua5.4-dev:12:1 libluajit-5.1-dev:2:2 liblwp-protocol-https-perl:32:21 liblzma-dev:0:-
  libmagic-dev:2:0 libmagic1:1:- libmagic1t64:1:- libmagick++-dev:198:3 libmagickcore-dev:193:-
  libmagickwand-dev:195:- libmariadb-dev:10:- libmaxminddb-dev:1:- libmcrypt-dev:1:1 libmemcached-dev:13:5
  libmnl-dev:1:1 libmongoc-dev:21:9 libmoo-perl:15:10 libncurses-dev:7:- libncurses5:1:1 libncurses5-dev:19:-
  libncurses6:0:- libncursesw5:1:1 libncursesw5-dev:19:- libnet-ssleay-perl:6:1 libnspr4:0:0 libnss-wrapper:0:0
  libnss3:1:1 libnss3-dev:3:3 libnuma-dev:6:0 libodbc1:3:2 libonig-dev:1:1 libopenblas-dev:4:4
  libopencv-dev:371:250 libopenjp2-7:0:- libpango-1.0-0:15:- libpango1.0-dev:125:- libpangocairo-1.0-0:29:-
  libpath-tiny-perl:5:0 libpcap-dev:16:6 libpcre2-dev:8:- libpcre3:0:0 libpcre3-dev:20:4 libperl-dev:10:0
  libphp8.4-embed:19:8 libpng-dev:7:- libpng16-16:0:- libpng16-16t64:0:- libpq-dev:11:- libpq5:9:-
  libproj-dev:49:2 libprotobuf-c-dev:1:1 libprotobuf-c1:0:0 libprotobuf-dev:8:2 libpthread-stubs0-dev:0:-
  libpulse0:16:11 libpython3-dev:18:2 libqt5widgets5:96:59 libqt6core6:8:2 libqt6qml6:20:7 libqt6sql6-mysql:14:4
  libqt6sql6-odbc:12:5 libqt6sql6-psql:20:4 libqt6sql6-sqlite:11:4 libqt6xml6:9:3 librdkafka-dev:5:2
  libreadline-dev:10:- libreadline8:1:- libreadline8t64:1:- librecode0:0:0 libreoffice:189:104
  librsvg2-dev:141:- librtlsdr-dev:3:3 libsasl2-dev:8:0 libsdl2-dev:174:91 libseccomp-dev:0:0
  libsecret-1-dev:56:5 libseqlib-dev:41:12 libserf-1-1:10:- libsm6:2:- libsnappy-dev:1:1 libsnappy1v5:0:0
  libsndfile1-dev:16:16 libsnmp-dev:30:12 libsodium-dev:1:1 libspatialindex-dev:2:2 libsqlite3-dev:5:-
  libssh2-1-dev:8:- libssl-dev:0:- libssl3:0:- libstdc++-11-dev:26:4 libstdc++-12-dev:15:- libstdc++-13-dev:16:2
  libstdc++-14-dev:15:- libsvn-perl:19:0 libsvn1:14:- libswscale-dev:20:14 libtbb-dev:4:4 libtcl8.6:0:-
  libtcmalloc-minimal4t64:0:0 libtext-csv-perl:5:0 libtheora-dev:22:3 libtidy-dev:1:1 libtiff-dev:26:-
  libtiff5-dev:27:0 libtiff6:5:- libtimedate-perl:5:0 libtinyxml-dev:1:1 libtool:40:- libtool-bin:41:0
  libunwind8:0:0 liburing-dev:6:1 liburing2:0:0 libuv1:0:0 libuv1-dev:1:1 libv4l-0:2:1 libva-dev:57:39
  libvcflib-tools:131:49 libvips-dev:279:51 libvips-tools:110:18 libvips42:95:17 libvips42t64:122:18
  libvorbis-dev:5:5 libwebp-dev:3:- libwebp7:0:- libwww-perl:32:21 libx11-6:4:- libx11-dev:11:-
  libx11-xcb-dev:13:1 libx11-xcb1:5:0 libx264-dev:1:1 libxcb1:2:- libxcomposite1:5:0 libxcursor1:7:1
  libxdamage1:5:0 libxext6:5:- libxfixes3:5:0 libxi-dev:17:3 libxi6:6:0 libxinerama1:6:0 libxkbfile1:5:0
  libxml-simple-perl:13:4 libxml2:0:- libxml2-dev:1:- libxml2-utils:1:0 libxmlsec1-dev:40:11 libxpm-dev:13:1
  libxrandr2:7:0 libxrender-dev:13:- libxrender1:5:- libxslt1-dev:5:- libxslt1.1:2:- libxss1:7:- libxt6:9:-
  libxtst6:7:0 libyajl-dev:1:1 libyaml-dev:1:- libyaml-perl:5:0 libz3-dev:1:1 libzip-dev:10:1 libzip4:1:0
  libzmq3-dev:29:9 libzstd-dev:0:- linux-headers-amd64:29:4 linux-libc-dev:0:- littler:79:9 lld:6:3 lldb:41:8
  llvm:30:7 llvm-14:28:9 llvm-15:28:9 llvm-19:24:5 locales:1:1 locales-all:1:1 locate:0:0 logrotate:4:3
  lsb-release:0:0 lsof:8:0 lua5.1:2:0 lua5.3:2:0 lua5.4:2:0 luajit:2:2 lv:0:0 lynx:3:1 m4:0:- mafft:5:0
  mailutils:36:9 make:0:- man-db:5:4 mariadb-backup:9:3 mariadb-client:13:2 mariadb-client-compat:14:3
  mariadb-server:49:21 mash:4:4 maven:47:43 media-types:0:- memcached:9:0 mercurial:21:- mesa-utils:49:36
  meson:27:3 mime-support:7:1 minimap2:0:0 mlocate:2:2 mmseqs2:3:1 mono-complete:233:161 mono-devel:223:152
  msmtp:9:6 mummer:10:2 muscle:1:0 musl-dev:26:1 musl-tools:27:2 mutt:33:6 nano:1:0 nasm:0:0 nautilus:200:132
  ncbi-blast+:29:6 ncbi-tools-bin:2:2 neofetch:0:0 neovim:10:10 net-tools:0:0 netbase:0:- netcat-openbsd:0:0
  netcat-traditional:0:0 nfs-common:26:6 nftables:6:4 nginx:15:6 ninja-build:0:0 nodejs:12:8 npm:381:358
  numactl:1:0 octave:216:127 openjdk-17-jdk:112:57 openjdk-17-jdk-headless:34:13 openjdk-17-jre:110:55
  openjdk-17-jre-headless:33:12 openjdk-21-jdk:147:81 openjdk-21-jdk-headless:10:6 openjdk-21-jre:145:79
  openjdk-21-jre-headless:9:5 openjdk-25-jdk:147:81 openjdk-25-jre-headless:9:5 openssh-client:10:-
  openssh-server:22:3 openssl:0:- openvpn:4:3 p11-kit:1:1 p7zip-full:1:1 packer:0:0 pandoc:3:2 parallel:14:3
  pass:22:1 patch:0:- patchelf:0:0 pbzip2:0:0 pcscd:3:3 perl:4:- php:48:14 php-cli:18:8 php-curl:21:4
  php-fpm:23:12 php-gd:40:12 php-mbstring:8:5 php-mcrypt:49:15 php-mysql:7:4 php-pear:22:11 php-pgsql:16:4
  php-xml:10:4 php-zip:8:5 php8.2:47:13 php8.2-cli:17:7 php8.2-fpm:31:18 php8.2-mysql:6:3 php8.4:54:13
  php8.4-cli:18:7 php8.4-dev:78:9 php8.4-fpm:22:11 php8.4-mbstring:12:4 php8.4-mysql:11:3 php8.4-pgsql:21:3
  php8.4-xml:15:3 phpmyadmin:106:65 pigz:0:0 pilon:136:80 pipx:26:8 pkg-config:3:- pkgconf:2:-
  poppler-utils:31:3 portaudio19-dev:9:9 postfix:15:2 postgresql:36:10 postgresql-15:35:9 postgresql-17:46:12
  postgresql-client:21:2 postgresql-client-15:20:1 postgresql-client-17:20:1 postgresql-common:13:3
  postgresql-contrib:36:10 procps:2:- prodigal:0:0 progressivemauve:7:6 protobuf-c-compiler:2:2
  protobuf-compiler:2:2 psmisc:0:0 pwgen:0:0 python-is-python3:14:0 python3:13:- python3-all-dev:31:10
  python3-biopython:70:20 python3-certbot-nginx:56:30 python3-configobj:14:0 python3-dev:28:7
  python3-distutils:23:- python3-docx:20:1 python3-full:53:16 python3-lldb-13:33:6 python3-lxml:18:0
  python3-matplotlib:94:39 python3-numpy:18:4 python3-opencv:326:221 python3-openssl:18:2 python3-pandas:22:8
  python3-pip:18:1 python3-pkg-resources:22:0 python3-psutil:14:0 python3-pytest:19:2 python3-requests:21:5
  python3-setuptools:25:1 python3-six:14:0 python3-tk:36:2 python3-venv:19:3 python3-virtualenv:21:5
  python3-wheel:15:0 python3.11:18:- python3.11-dev:30:2 python3.11-venv:28:2 python3.13:10:-
  python3.13-dev:20:2 qemu-system-x86:47:31 qemu-user-static:0:0 qmake6:12:4 qt6-base-dev:148:81
  qt6-base-dev-tools:13:5 qt6-declarative-dev:179:113 qt6-tools-dev-tools:127:89 qtcreator:155:117 r-base:94:24
  r-base-dev:157:21 r-cran-ggplot2:105:35 r-cran-littler:78:8 r-recommended:93:23 rabbitmq-server:34:16
  rails:99:90 raxml:0:0 rclone:0:0 re:0:0 re2c:0:0 redis:6:4 redis-server:5:3 redis-tools:4:2 ripgrep:0:0
  roary:238:143 rpm:21:13 rrdtool:34:2 rsync:1:1 rsyslog:3:3 ruby:16:10 ruby-dev:20:12 ruby-full:23:15
  rustc:43:4 rustup:22:0 s3cmd:18:2 samba:45:18 samtools:19:2 screen:0:0 sendmail:32:9 sgml-base:0:0
  sgml-data:7:2 shellcheck:0:0 smalt:1:1 smbclient:34:15 snmp:11:7 snp-sites:1:1 socat:1:1
  software-properties-common:105:56 spades:51:11 speedtest-cli:16:0 sq:0:- sqlite3:2:0 squashfs-tools:1:0
  squid:30:13 sra-toolkit:29:10 ssh:23:4 sshpass:0:0 ssl-cert:2:0 ssmtp:1:0 step:258:187 strace:1:1
  strongswan:4:4 subversion:15:- sudo:0:0 supervisor:23:1 swig:0:0 systemd:2:2 systemd-sysv:3:3
  systemtap-sdt-dev:14:0 tabix:2:1 tcl:2:- tcl-dev:30:- tcl8.6:1:- telnet:7:1 telnetd:17:6 tesseract-ocr:61:6
  texinfo:15:6 texlive-fonts-recommended:53:18 texlive-latex-base:54:19 texlive-latex-extra:82:28
  texlive-latex-recommended:55:20 texlive-xetex:85:31 time:0:0 tini:0:0 tk:23:- tk-dev:77:- tmux:2:1 trac:34:17
  traceroute:0:0 tree:0:0 tzdata-legacy:0:0 udev:2:1 ufw:28:8 unixodbc:6:3 unixodbc-dev:5:4 unrar-free:2:1
  unzip:0:- usbutils:1:1 uthash-dev:0:0 uuid-dev:5:- uuid-runtime:0:0 uwsgi:14:6 uwsgi-plugin-python3:29:7
  valgrind:1:1 varnish:39:2 vcftools:5:0 vim:4:4 vim-common:0:0 vim-tiny:1:1 virtualenv:22:6 vsearch:0:0
  vsftpd:6:1 wait-for-it:0:0 wget:1:- wireguard:13:12 wireguard-tools:0:0 wkhtmltopdf:122:82 xclip:11:1
  xdg-utils:0:0 xfonts-base:7:3 xfsprogs:24:4 xml-core:1:1 xmlto:15:7 xsltproc:3:0 xvfb:59:38 xz-utils:0:-
  yaggo:17:11 yarnpkg:355:316 yasm:0:0 yq:22:7 zenity:121:45 zip:0:0 zlib1g-dev:5:- zsh:1:1 zstd:0:0
`;
/**
 * Packages people ask for, each with those of the ones above that bring it with them, recommended ones included:
 * after any others of the list it is still not there.
 */
export const BROUGHT_BY: string = `
  git:composer,devscripts,docker-compose,docker.io,git-lfs,npm,pass,rails,yarnpkg
  curl:apache2-dev,debhelper,devscripts,equivs,gettext,libvips-dev,php8.4-dev
  wget:ansible,devscripts
  build-essential:apache2-dev,azure-cli,debhelper,devscripts,dpkg-dev,equivs,httpie,libvcflib-tools,littler,meson,npm,php8.4-dev,python3-pandas,python3-pip,python3-virtualenv,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,rails,roary,tcl-dev,tk-dev,virtualenv
  vim:vim-common,vim-tiny
  nano:
  python3-pip:azure-cli,httpie,python3-pandas
  python3-venv:pipx,python3-full
  ffmpeg:
  nginx:python3-certbot-nginx
  nodejs:libvcflib-tools,npm,r-cran-ggplot2,rails,roary,yarnpkg
  npm:
  jq:yq
  unzip:asciidoc,bioperl,composer,devscripts,gradle,libreoffice,libvcflib-tools,littler,mafft,pilon,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,rails,roary,ruby,ruby-dev,ruby-full,texlive-latex-extra,texlive-xetex,xmlto,yaggo,zip
  zip:asciidoc,bioperl,libvcflib-tools,littler,mafft,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,rails,roary,ruby,ruby-dev,ruby-full,texlive-latex-extra,texlive-xetex,xmlto,yaggo
  make:apache2-dev,azure-cli,build-essential,cmake,cpanminus,debhelper,devscripts,dpkg-dev,equivs,httpie,libvcflib-tools,littler,meson,npm,php8.4-dev,python3-pandas,python3-pip,python3-virtualenv,qtcreator,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,rails,roary,sendmail,tcl-dev,tk-dev,virtualenv
  gcc:apache2-dev,azure-cli,build-essential,cargo,cmake,cython3,debhelper,devscripts,dh-autoreconf,dpkg-dev,equivs,flex,g++,gcc-multilib,gfortran,ghc,golang,golang-1.19,golang-1.24,golang-go,httpie,libboost-all-dev,libgdal-dev,libinline-c-perl,libltdl-dev,liblua5.4-dev,libmagick++-dev,libmagickcore-dev,libmagickwand-dev,libtool,libtool-bin,libvcflib-tools,libvips-dev,littler,meson,musl-dev,musl-tools,npm,php8.4-dev,python3-matplotlib,python3-pandas,python3-pip,python3-virtualenv,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,rails,roary,rustc,tcl-dev,tk-dev,varnish,virtualenv
  g++:apache2-dev,azure-cli,build-essential,debhelper,devscripts,dpkg-dev,equivs,golang,golang-1.19,golang-1.24,golang-go,httpie,libvcflib-tools,littler,meson,npm,php8.4-dev,python3-matplotlib,python3-pandas,python3-pip,python3-virtualenv,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,rails,roary,tcl-dev,tk-dev,virtualenv
  gnupg:apache2-dev,brz,build-essential,bzr,cpanminus,debhelper,debian-keyring,devscripts,dirmngr,dpkg-dev,equivs,gdal-bin,gnupg-agent,gnupg2,gpg,gpg-agent,httpie,libgdal-dev,libopencv-dev,libreoffice,libvcflib-tools,libvips-dev,libvips-tools,libvips42t64,littler,meson,mutt,nautilus,npm,pass,poppler-utils,python3-opencv,python3-pandas,python3-pip,python3-virtualenv,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,rails,roary,samba,smbclient,software-properties-common,step,tcl-dev,tk-dev,virtualenv
  cmake:
  sudo:rails
  tini:docker-compose,docker.io
  imagemagick:groff,neofetch
  supervisor:
  cron:at,bsd-mailx,exim4,logrotate,mailutils,postgresql,postgresql-15,postgresql-17,postgresql-common,postgresql-contrib,rabbitmq-server,rsyslog,samba,squid,vsftpd
  postgresql-client:
  libpq-dev:libgdal-dev
  gosu:
  less:byobu,composer,devscripts,docker-compose,docker.io,git,git-lfs,npm,pass,rails,yarnpkg
  tree:pass
  htop:
  netcat-openbsd:
  default-mysql-client:phpmyadmin
  openssh-client:ansible,bioperl,composer,cvs,cvsps,devscripts,docker-compose,docker.io,git,git-lfs,libboost-all-dev,libvcflib-tools,mercurial,npm,octave,openssh-server,pass,r-cran-ggplot2,rails,roary,ssh,sshpass,yarnpkg
  rsync:mariadb-server
  dumb-init:
  sqlite3:rails
  redis-tools:redis,redis-server
  locales:mutt,nautilus,postgresql,postgresql-15,postgresql-17,postgresql-contrib
  iputils-ping:
  file:apache2-dev,asciidoc,awscli,bioperl,debhelper,devscripts,dh-autoreconf,equivs,fish,libboost-all-dev,libgdal-dev,libltdl-dev,liblua5.4-dev,libmagick++-dev,libmagickcore-dev,libmagickwand-dev,libtool,libtool-bin,libvips-dev,lynx,mafft,mime-support,mono-complete,mutt,php8.4-dev,python3-biopython,python3-matplotlib,python3-pandas,roary
  pkg-config:golang,golang-1.19,golang-go,libass-dev,libcairo2-dev,libfontconfig1-dev,libgd-dev,libgdal-dev,libglib2.0-dev,libgts-dev,liblua5.4-dev,libmagick++-dev,libmagickcore-dev,libmagickwand-dev,libopencv-dev,libpango1.0-dev,libpcap-dev,librsvg2-dev,libsdl2-dev,libsecret-1-dev,libsndfile1-dev,libspatialindex-dev,libtiff5-dev,libvcflib-tools,libvips-dev,littler,mono-complete,mono-devel,php8.4-dev,portaudio19-dev,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,roary,tk-dev
  default-jre:asciidoc,default-jdk,libreoffice,libvcflib-tools,pilon,r-cran-ggplot2,roary,texlive-latex-extra,texlive-xetex,xmlto
  default-jdk:
  chromium:chromium-driver,rails
  ghostscript:asciidoc,bioperl,erlang,graphicsmagick,groff,imagemagick,libmagick++-dev,libmagickcore-dev,libmagickwand-dev,libreoffice,libvcflib-tools,libvips-dev,libvips-tools,libvips42,libvips42t64,nautilus,neofetch,octave,r-cran-ggplot2,roary,xmlto,zenity
  poppler-utils:
  tesseract-ocr:
  graphicsmagick:
  libssl-dev:default-libmysqlclient-dev,libcapnp-dev,libcurl4-gnutls-dev,libcurl4-openssl-dev,libgdal-dev,libhdf5-dev,libhts-dev,libmariadb-dev,libmemcached-dev,libmongoc-dev,libpq-dev,libproj-dev,librdkafka-dev,libsasl2-dev,libseqlib-dev,libsnmp-dev,libssh2-1-dev,libvips-dev,libxmlsec1-dev,npm,php8.4-dev
  libffi-dev:azure-cli,cargo,clang,clang-13,clang-14,clang-15,clang-16,clang-17,clang-18,clang-19,ghc,libass-dev,libcairo2-dev,libglib2.0-dev,libgts-dev,libmagick++-dev,libmagickcore-dev,libmagickwand-dev,libpango1.0-dev,librsvg2-dev,libsdl2-dev,libsecret-1-dev,libva-dev,libvips-dev,lldb,llvm,llvm-14,llvm-15,llvm-19,python3-pandas,qtcreator,rustc
  zlib1g-dev:azure-cli,cython3,default-libmysqlclient-dev,httpie,libass-dev,libboost-all-dev,libcairo2-dev,libcurl4-gnutls-dev,libcurl4-openssl-dev,libfontconfig1-dev,libfreetype6-dev,libgd-dev,libgdal-dev,libglib2.0-dev,libgts-dev,libhdf5-dev,libheif-dev,libhts-dev,libmagick++-dev,libmagickcore-dev,libmagickwand-dev,libmariadb-dev,libmongoc-dev,libopencv-dev,libpango1.0-dev,libpng-dev,libproj-dev,libprotobuf-dev,libpython3-dev,librdkafka-dev,librsvg2-dev,libsdl2-dev,libsecret-1-dev,libseqlib-dev,libsnmp-dev,libssh2-1-dev,libtiff-dev,libtiff5-dev,libvcflib-tools,libvips-dev,libzip-dev,littler,protobuf-compiler,python3-all-dev,python3-dev,python3-matplotlib,python3-pandas,python3-pip,python3-virtualenv,python3.11-dev,python3.13-dev,r-base,r-base-dev,r-cran-ggplot2,r-cran-littler,r-recommended,roary,tcl-dev,tk-dev,virtualenv
  git-lfs:
  golang:
  apache2:composer,libapache2-mod-php,libapache2-mod-php8.2,php,php-mcrypt,php8.2,php8.4,php8.4-dev,phpmyadmin,trac
  lsb-release:ansible,asciidoc,awscli,azure-cli,brz,byobu,bzr,certbot,devscripts,docker-compose,python3-certbot-nginx,software-properties-common,xmlto
  dnsutils:
  net-tools:python3-full
  iproute2:byobu,docker-compose,docker.io,mariadb-server,nginx,python3-certbot-nginx,strongswan
  telnet:
  strace:devscripts
  socat:mariadb-server,rabbitmq-server
  bc:
  libvips-dev:
  gettext:apache2-dev,debhelper,devscripts,equivs,libvips-dev,php8.4-dev
  gettext-base:apache2-dev,byobu,debhelper,devscripts,docker-compose,docker.io,equivs,gettext,libvips-dev,php8.4-dev
`;
